import { useState } from 'react';
import { editsWritten } from '../../changemap/largeEdit';
import { frameCanvas } from '../../document/canvas/canvasCommands';
import type { ExtensionFill } from '../../document/canvas/extendPicture';
import type { Picture } from '../../document/documentState';
import { usePicture } from '../../document/hooks';
import { randomSeed } from '../../generation/queue/randomSeed';
import { Button } from '../../ui/Button';
import { Dialog, DialogFoot } from '../../ui/Dialog';
import { LabelledNumber } from '../../ui/LabelledNumber';
import { reportToUser } from '../../ui/notices';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import { Segmented } from '../../ui/Segmented';
import { maximumSidePx } from '../../../workers/protocol/recipe';
import styles from './CanvasSizeDialog.module.css';
import { tr } from '../../../workers/texts/texts';
import { inSentence } from '../../../workers/texts/inSentence';

interface CanvasSizeDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Noise on filled area, 0…255: enough that the model does not take drawn-out lines for content. */
const fillNoise = 18;

/** Extends or crops the canvas at each of its edges. */
export function CanvasSizeDialog({ open, onClose }: CanvasSizeDialogProps) {
  const picture = usePicture();
  return (
    <Dialog
      title={tr`Extend or crop the canvas`}
      about={tr`Pixels to add at each edge; below 0 cuts them off. What is added may change fully: Generate paints it.`}
      open={open && picture !== null}
      onClose={onClose}
    >
      {picture ? <Edges picture={picture} onClose={onClose} /> : null}
    </Dialog>
  );
}

function Edges({ picture, onClose }: { readonly picture: Picture; readonly onClose: () => void }) {
  const [edges, setEdges] = useState({ left: 0, top: 0, right: 0, bottom: 0 });
  const [fill, setFill] = useState<ExtensionFill>('edges');
  const width = picture.width + edges.left + edges.right;
  const height = picture.height + edges.top + edges.bottom;
  const changed = Object.values(edges).some((edge) => edge !== 0);
  const possible = width >= 1 && height >= 1 && Math.max(width, height) <= maximumSidePx;
  const grows = Object.values(edges).some((edge) => edge > 0);
  const field = (label: string, edge: keyof typeof edges) => (
    <LabelledNumber
      label={label}
      about={tr`Pixels added at this edge (${inSentence(label)}); below 0 they are cut off.`}
      value={edges[edge]}
      minimum={-maximumSidePx}
      maximum={maximumSidePx}
      step={1}
      onChange={(value) => setEdges({ ...edges, [edge]: Math.round(value) })}
    />
  );
  const apply = async () => {
    try {
      await editsWritten();
      frameCanvas({ x: -edges.left, y: -edges.top, width, height }, { fill, noise: fillNoise, seed: randomSeed() });
      onClose();
    } catch (thrown) {
      reportToUser(thrown);
    }
  };
  return (
    <>
      <div className={styles.edges}>
        <div className={styles.top}>{field('Top', 'top')}</div>
        <div className={styles.left}>{field('Left', 'left')}</div>
        <Preview picture={picture} edges={edges} />
        <div className={styles.right}>{field('Right', 'right')}</div>
        <div className={styles.bottom}>{field('Bottom', 'bottom')}</div>
      </div>
      <p className={styles.size} role="status">
        {possible
          ? tr`${picture.width} × ${picture.height} becomes ${width} × ${height}`
          : tr`Between 1 and ${maximumSidePx} pixels a side can be edited`}
      </p>
      {grows ? (
        <Segmented
          label={tr`Fill new area with`}
          value={fill}
          options={[
            { value: 'edges', label: tr`Drawn-out edges` },
            { value: 'mirror', label: tr`Mirrored picture` },
          ]}
          onChange={setFill}
        />
      ) : null}
      <DialogFoot>
        <Button onClick={onClose}>{tr`Leave it`}</Button>
        <Button tone="primary" large disabled={!changed || !possible} onClick={() => void apply()}>
          {grows ? tr`Extend` : tr`Crop`}
        </Button>
      </DialogFoot>
    </>
  );
}

/** Of the preview, in CSS pixels. */
const previewPx = { width: 200, height: 170 } as const;

/** The new canvas as a frame around, or within, the old one; what is cut off is dimmed. */
function Preview({
  picture,
  edges,
}: {
  readonly picture: Picture;
  readonly edges: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}) {
  const left = Math.max(0, edges.left);
  const top = Math.max(0, edges.top);
  const whole = { width: left + picture.width + Math.max(0, edges.right), height: top + picture.height + Math.max(0, edges.bottom) };
  const scale = Math.min(previewPx.width / whole.width, previewPx.height / whole.height);
  const box = (x: number, y: number, width: number, height: number) => ({
    left: x * scale,
    top: y * scale,
    width: Math.max(1, width * scale),
    height: Math.max(1, height * scale),
  });
  return (
    <div className={styles.preview} aria-hidden>
      <div className={styles.whole} style={{ width: whole.width * scale, height: whole.height * scale }}>
        <div style={box(left, top, picture.width, picture.height)}>
          <PixelThumbnail width={picture.width} height={picture.height} rgba={picture.rgba} className={styles.old} />
        </div>
        <div
          className={styles.new}
          style={box(
            left - edges.left,
            top - edges.top,
            picture.width + edges.left + edges.right,
            picture.height + edges.top + edges.bottom,
          )}
        />
      </div>
    </div>
  );
}
