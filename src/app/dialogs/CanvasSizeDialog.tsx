import { useState } from 'react';
import { frameCanvas } from '../../document/canvas/canvasCommands';
import type { ExtensionFill } from '../../document/canvas/extendPicture';
import type { Picture } from '../../document/documentState';
import { usePicture } from '../../document/hooks';
import { randomSeed } from '../../generation/randomSeed';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { LabelledNumber } from '../../ui/LabelledNumber';
import { reportToUser } from '../../ui/notices';
import { Segmented } from '../../ui/Segmented';
import { maximumSidePx } from '../../../workers/protocol/recipe';
import styles from './CanvasSizeDialog.module.css';

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
    <Dialog title="Extend or crop the canvas" about="Pixels to add at each edge; below 0 cuts them off. What is added may change fully: Generate paints it." open={open && picture !== null} onClose={onClose}>
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
    <LabelledNumber label={label} value={edges[edge]} minimum={-maximumSidePx} maximum={maximumSidePx} step={1} onChange={(value) => setEdges({ ...edges, [edge]: Math.round(value) })} />
  );
  const apply = () => {
    try {
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
        {possible ? `${picture.width} × ${picture.height} becomes ${width} × ${height}` : `Between 1 and ${maximumSidePx} pixels a side can be edited`}
      </p>
      {grows ? (
        <Segmented
          label="Fill new area with"
          value={fill}
          options={[
            { value: 'edges', label: 'Drawn-out edges' },
            { value: 'mirror', label: 'Mirrored picture' },
          ]}
          onChange={setFill}
        />
      ) : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Leave it</Button>
        <Button tone="primary" disabled={!changed || !possible} onClick={apply}>
          {grows ? 'Extend' : 'Crop'}
        </Button>
      </div>
    </>
  );
}

/** The new canvas as a frame around, or within, the old one. */
function Preview({ picture, edges }: { readonly picture: Picture; readonly edges: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } }) {
  const left = Math.max(0, edges.left);
  const top = Math.max(0, edges.top);
  const whole = { width: left + picture.width + Math.max(0, edges.right), height: top + picture.height + Math.max(0, edges.bottom) };
  return (
    <svg className={styles.preview} viewBox={`0 0 ${whole.width} ${whole.height}`} aria-hidden>
      <rect x={left} y={top} width={picture.width} height={picture.height} className={styles.old} />
      <rect x={left - edges.left} y={top - edges.top} width={Math.max(1, picture.width + edges.left + edges.right)} height={Math.max(1, picture.height + edges.top + edges.bottom)} className={styles.new} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
