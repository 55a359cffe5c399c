import { useMemo, useRef, useState, type PointerEvent } from 'react';
import type { Exemplar } from '../../../document/exemplar';
import { exemplarPreview } from '../../../exemplars/exemplarPreview';
import { cropExemplar, cutOutExemplar, showWholeExemplar } from '../../../exemplars/shapeExemplar';
import { Button } from '../../../ui/Button';
import { Dialog, DialogFoot } from '../../../ui/Dialog';
import { notify } from '../../../ui/notices';
import { Segmented } from '../../../ui/Segmented';
import { PixelsField } from '../../../ui/PixelsField';
import { PixelCanvas } from '../../dialogs/mapSource/PixelCanvas';
import styles from './Exemplars.module.css';
import { tr } from '../../../../workers/texts/texts';

interface Position {
  readonly x: number;
  readonly y: number;
}

interface ShapeDialogProps {
  readonly exemplar: Exemplar;
  readonly open: boolean;
  readonly onClose: () => void;
}

const ways = [
  { value: 'lasso', label: tr`Cut out` },
  { value: 'crop', label: tr`Crop` },
] as const;

/** Draws around the part of an exemplar that is to be laid on the scene, or drags a box over it. */
export function ShapeDialog({ exemplar, open, onClose }: ShapeDialogProps) {
  return (
    <Dialog
      title={tr`Cut out and crop`}
      about={tr`Draw around what is to stay, or drag a box over it. What does not show is faint.`}
      size="medium"
      open={open}
      onClose={onClose}
    >
      {open ? <ShapeForm exemplar={exemplar} onClose={onClose} /> : null}
    </Dialog>
  );
}

function ShapeForm({ exemplar, onClose }: Omit<ShapeDialogProps, 'open'>) {
  const [way, setWay] = useState<'lasso' | 'crop'>('lasso');
  const [points, setPoints] = useState<readonly Position[]>([]);
  const [featherPx, setFeatherPx] = useState(2);
  const drawing = useRef(false);
  const preview = useMemo(() => exemplarPreview(exemplar, 640), [exemplar]);
  const place = (event: PointerEvent<HTMLCanvasElement>): Position => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.x) / box.width) * preview.width, y: ((event.clientY - box.y) / box.height) * preview.height };
  };
  const press = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    setPoints([place(event)]);
  };
  const drag = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return;
    const at = place(event);
    setPoints((before) => (way === 'crop' ? [...before.slice(0, 1), at] : [...before, at]));
  };
  const first = points[0];
  const last = points.at(-1);
  const box =
    first && last
      ? {
          left: Math.min(first.x, last.x),
          top: Math.min(first.y, last.y),
          right: Math.max(first.x, last.x),
          bottom: Math.max(first.y, last.y),
        }
      : null;
  const shown = way === 'crop' && box ? boxOutline(box) : first ? [...points, first] : [];
  const apply = () => {
    const { scale } = preview;
    if (way === 'crop' && box)
      cropExemplar(exemplar.id, {
        x: box.left * scale,
        y: box.top * scale,
        width: (box.right - box.left) * scale,
        height: (box.bottom - box.top) * scale,
      });
    if (
      way === 'lasso' &&
      !cutOutExemplar(
        exemplar.id,
        points.map(({ x, y }) => ({ x: x * scale, y: y * scale })),
        featherPx,
      )
    )
      return notify(tr`Nothing of the exemplar lies within that outline.`);
    onClose();
  };
  return (
    <div className={styles.shape}>
      <Segmented label={tr`Keep`} value={way} options={ways} onChange={(next) => (setWay(next), setPoints([]))} />
      <PixelCanvas
        {...preview}
        line={shown}
        label={tr`Exemplar to draw on`}
        tallest={380}
        onPointerDown={press}
        onPointerMove={drag}
        onPointerUp={() => (drawing.current = false)}
      />
      {way === 'lasso' ? (
        <PixelsField
          label={tr`Soft edge`}
          about={tr`How softly the cut-out's edge melts away, in pixels of the exemplar (σ of the blur).`}
          value={featherPx}
          minimum={0}
          maximum={100}
          onChange={setFeatherPx}
        />
      ) : null}
      <DialogFoot>
        <Button onClick={() => (showWholeExemplar(exemplar.id), onClose())}>{tr`Show all of it`}</Button>
        <Button onClick={onClose}>{tr`Cancel`}</Button>
        <Button tone="primary" large disabled={way === 'lasso' ? points.length < 3 : points.length < 2} onClick={apply}>
          {way === 'lasso' ? tr`Cut out` : tr`Crop`}
        </Button>
      </DialogFoot>
    </div>
  );
}

function boxOutline({
  left,
  top,
  right,
  bottom,
}: {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}): readonly Position[] {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
    { x: left, y: top },
  ];
}
