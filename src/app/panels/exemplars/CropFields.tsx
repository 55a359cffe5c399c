import { Scissors } from 'lucide-react';
import { useState } from 'react';
import type { Exemplar } from '../../../document/exemplar';
import { cropExemplar } from '../../../exemplars/shapeExemplar';
import { Button } from '../../../ui/Button';
import { LabelledNumber } from '../../../ui/LabelledNumber';
import { MoreButton } from '../../../ui/MoreButton';
import own from './Exemplars.module.css';
import { ShapeDialog } from './ShapeDialog';
import { tr } from '../../../../workers/texts/texts';

/** Which part of its picture an exemplar shows. */
export function CropFields({ exemplar }: { readonly exemplar: Exemplar }) {
  const [open, setOpen] = useState(false);
  const [shaping, setShaping] = useState(false);
  const { id, crop, picture } = exemplar;
  const set = (change: Partial<typeof crop>) => cropExemplar(id, { ...crop, ...change });
  return (
    <>
      <Button icon={<Scissors />} onClick={() => setShaping(true)}>
        {tr`Cut out and crop…`}
      </Button>
      <MoreButton label={tr`Crop by numbers`} open={open} onToggle={() => setOpen(!open)} />
      {open ? (
        <div className={own.numbers}>
          <LabelledNumber
            label={tr`Crop left`}
            about={tr`Pixels of its picture cut off at the left: more shows less of that side.`}
            value={crop.x}
            minimum={0}
            maximum={picture.width - 1}
            onChange={(x) => set({ x })}
          />
          <LabelledNumber
            label={tr`Crop top`}
            about={tr`Pixels of its picture cut off at the top: more shows less of it.`}
            value={crop.y}
            minimum={0}
            maximum={picture.height - 1}
            onChange={(y) => set({ y })}
          />
          <LabelledNumber
            label={tr`Crop width`}
            about={tr`How many pixels of its picture show across: more shows more of it, at the same scale.`}
            value={crop.width}
            minimum={1}
            maximum={picture.width}
            onChange={(width) => set({ width })}
          />
          <LabelledNumber
            label={tr`Crop height`}
            about={tr`How many pixels of its picture show downwards: more shows more of it, at the same scale.`}
            value={crop.height}
            minimum={1}
            maximum={picture.height}
            onChange={(height) => set({ height })}
          />
        </div>
      ) : null}
      <ShapeDialog exemplar={exemplar} open={shaping} onClose={() => setShaping(false)} />
    </>
  );
}
