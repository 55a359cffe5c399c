import { FlipHorizontal2, FlipVertical2 } from 'lucide-react';
import type { Exemplar } from '../../../document/exemplar';
import { changeExemplar } from '../../../document/exemplarCommands';
import { usePicture } from '../../../document/hooks';
import { liesOutside } from '../../../exemplars/shapeExemplar';
import { reshapeExemplar } from '../../../exemplars/transformExemplar';
import { Button } from '../../../ui/Button';
import { LabelledNumber } from '../../../ui/LabelledNumber';
import { PercentField } from '../../../ui/PercentField';
import styles from '../Panel.module.css';
import own from './Exemplars.module.css';
import { CropFields } from './CropFields';
import { ExemplarMaps } from './ExemplarMaps';
import { TextSettings } from './TextSettings';
import { tr } from '../../../../workers/texts/texts';

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Where the chosen exemplar lies, how much of it shows, and its maps. */
export function ExemplarSettings({ exemplar }: { readonly exemplar: Exemplar }) {
  const scene = usePicture();
  const { id, placement, crop, opacity } = exemplar;
  const widthPx = crop.width * Math.abs(placement.scaleX);
  const heightPx = crop.height * Math.abs(placement.scaleY);
  const place = (change: Partial<typeof placement>) =>
    reshapeExemplar(id, { placement: { ...placement, ...change } }, tr`Transform exemplar`, { policy: 'merge', key: `placement ${id}` });
  const sized = (scale: number, sidePx: number, crop: number) => (Math.sign(scale) || 1) * (sidePx / crop);
  return (
    <>
      <div className={styles.rule} />
      <section className={styles.section} aria-label={tr`Exemplar ${exemplar.name}`}>
        <h2 className={styles.title}>{exemplar.name}</h2>
        {scene && liesOutside(exemplar, scene) ? (
          <p className={own.outside} role="alert">
            {tr`It lies wholly outside the scene, so the edit takes nothing of it up. Move it onto the picture.`}
          </p>
        ) : null}
        {exemplar.text ? <TextSettings id={id} text={exemplar.text} /> : null}
        <div className={own.numbers}>
          <LabelledNumber
            label={tr`Centre x`}
            about={tr`Where its middle lies, in pixels from the left edge of the scene: more moves it right.`}
            value={tenth(placement.x)}
            minimum={-8192}
            maximum={16384}
            step={0.5}
            onChange={(x) => place({ x })}
          />
          <LabelledNumber
            label={tr`Centre y`}
            about={tr`Where its middle lies, in pixels from the upper edge of the scene: more moves it down.`}
            value={tenth(placement.y)}
            minimum={-8192}
            maximum={16384}
            step={0.5}
            onChange={(y) => place({ y })}
          />
          <LabelledNumber
            label={tr`Width`}
            about={tr`How wide it lies on the scene, in pixels: more stretches it across.`}
            value={tenth(widthPx)}
            minimum={1}
            maximum={16384}
            step={1}
            onChange={(width) => place({ scaleX: sized(placement.scaleX, width, crop.width) })}
          />
          <LabelledNumber
            label={tr`Height`}
            about={tr`How tall it lies on the scene, in pixels: more stretches it downwards.`}
            value={tenth(heightPx)}
            minimum={1}
            maximum={16384}
            step={1}
            onChange={(height) => place({ scaleY: sized(placement.scaleY, height, crop.height) })}
          />
          <LabelledNumber
            label={tr`Rotation`}
            about={tr`In degrees: more turns it clockwise.`}
            value={tenth(placement.rotation)}
            minimum={-360}
            maximum={360}
            step={1}
            onChange={(rotation) => place({ rotation })}
          />
        </div>
        <div className={styles.halves}>
          <Button icon={<FlipHorizontal2 />} onClick={() => place({ scaleX: -placement.scaleX })}>
            {tr`Flip across`}
          </Button>
          <Button icon={<FlipVertical2 />} onClick={() => place({ scaleY: -placement.scaleY })}>
            {tr`Flip down`}
          </Button>
        </div>
        <CropFields exemplar={exemplar} />
        <PercentField
          label={tr`Opacity`}
          about={tr`How much of it covers the scene before the edit begins: less lets the scene shine through.`}
          value={opacity}
          onChange={(value) => changeExemplar(id, { opacity: value }, 'Opacity', { policy: 'merge', key: `opacity ${id}` })}
        />
      </section>
      <ExemplarMaps exemplar={exemplar} />
    </>
  );
}
