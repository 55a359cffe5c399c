import { Dices } from 'lucide-react';
import type { MapModifier } from '../../../../workers/protocol/mapModifiers';
import { randomSeed } from '../../../generation/queue/randomSeed';
import { IconButton } from '../../../ui/Button';
import { LabelledNumber } from '../../../ui/LabelledNumber';
import { SelectField } from '../../../ui/SelectField';
import { PixelsField } from '../../../ui/PixelsField';
import { PercentField } from '../../../ui/PercentField';
import { SliderField } from '../../../ui/SliderField';
import { SwitchField } from '../../../ui/SwitchField';
import { CurveEditor } from './CurveEditor';
import styles from './Maps.module.css';
import { tr } from '../../../../workers/texts/texts';

interface ModifierEditorProps {
  readonly modifier: MapModifier;
  /** How often each value goes into it; asked for by the curve alone. */
  readonly counts: Float64Array | null;
  readonly onChange: (modifier: MapModifier) => void;
}

const directions = [
  { value: 'both', label: tr`Both ways` },
  { value: 'outwards', label: tr`Outwards only` },
  { value: 'inwards', label: tr`Inwards only` },
] as const;

const ranges = [
  { value: 'cut', label: tr`Drop what is outside` },
  { value: 'clamp', label: tr`Bring it to the nearer end` },
  { value: 'scale', label: tr`Spread all over the range` },
] as const;

/** The values of one modifier. */
export function ModifierEditor({ modifier, counts, onChange }: ModifierEditorProps) {
  switch (modifier.kind) {
    case 'feather':
      return (
        <>
          <PixelsField
            label={tr`Softness`}
            about={tr`σ of the Gaussian; beyond three times as far nothing changes.`}
            step={0.5}
            value={modifier.sigmaPx}
            minimum={0}
            maximum={256}
            onChange={(sigmaPx) => onChange({ ...modifier, sigmaPx })}
          />
          <SelectField
            label={tr`Direction`}
            value={modifier.direction}
            options={directions}
            onChange={(direction) => onChange({ ...modifier, direction })}
          />
        </>
      );
    case 'grow':
    case 'shrink':
      return (
        <PixelsField
          label={modifier.kind === 'grow' ? tr`Grow by` : tr`Shrink by`}
          about={
            modifier.kind === 'grow'
              ? tr`How far the map spreads at its edges: more lets more around it change.`
              : tr`How far the map draws back from its edges: more keeps more of what it covers.`
          }
          step={0.5}
          value={modifier.radiusPx}
          minimum={0}
          maximum={256}
          onChange={(radiusPx) => onChange({ ...modifier, radiusPx })}
        />
      );
    case 'levels':
      return (
        <>
          <PercentField
            label={tr`Black from`}
            about={tr`Strengths up to this become 0: more keeps more of the picture.`}
            value={modifier.black}
            onChange={(black) => onChange({ ...modifier, black })}
          />
          <PercentField
            label={tr`White from`}
            about={tr`Strengths from this on become full change: less lets more change fully.`}
            value={modifier.white}
            onChange={(white) => onChange({ ...modifier, white })}
          />
          <SliderField
            label={tr`Middle`}
            about={tr`Gamma: above 1 the greys become stronger, below 1 weaker.`}
            value={modifier.gamma}
            minimum={0.1}
            maximum={10}
            step={0.05}
            curved
            onChange={(gamma) => onChange({ ...modifier, gamma })}
          />
        </>
      );
    case 'curve':
      return <CurveEditor points={modifier.points} counts={counts} onChange={(points) => onChange({ ...modifier, points })} />;
    case 'posterise':
      return (
        <SliderField
          label={tr`Levels`}
          about={tr`How many strengths are left, in even steps: fewer make larger plain areas.`}
          value={modifier.levels}
          minimum={2}
          maximum={64}
          onChange={(levels) => onChange({ ...modifier, levels })}
        />
      );
    case 'invert':
      return null;
    case 'range':
      return (
        <>
          <PercentField
            label={tr`Lowest`}
            about={tr`The lower end: more leaves out, or brings up, more of the weak strengths.`}
            value={modifier.low}
            onChange={(low) => onChange({ ...modifier, low })}
          />
          <PercentField
            label={tr`Highest`}
            about={tr`The upper end: less leaves out, or brings down, more of the strong strengths.`}
            value={modifier.high}
            onChange={(high) => onChange({ ...modifier, high })}
          />
          <SelectField label={tr`Outside`} value={modifier.how} options={ranges} onChange={(how) => onChange({ ...modifier, how })} />
          {modifier.how === 'cut' ? (
            <PercentField
              label={tr`Soft border`}
              about={tr`How gently what is outside fades to nothing: more leaves more of it.`}
              value={modifier.softness}
              onChange={(softness) => onChange({ ...modifier, softness })}
            />
          ) : null}
        </>
      );
    case 'noise':
      return (
        <>
          <PercentField
            label={tr`Amount`}
            about={tr`How much the strengths are scattered: more makes the map rougher.`}
            value={modifier.amount}
            onChange={(amount) => onChange({ ...modifier, amount })}
          />
          <PixelsField
            label={tr`Grain`}
            about={tr`Size of the spots; black stays black.`}
            value={modifier.sizePx}
            minimum={1}
            maximum={512}
            onChange={(sizePx) => onChange({ ...modifier, sizePx })}
          />
          <div className={styles.spread}>
            <LabelledNumber
              label={tr`Noise seed`}
              about={tr`Where chance begins: another number lays the spots elsewhere.`}
              value={modifier.seed}
              minimum={0}
              maximum={0xffff_ffff}
              onChange={(seed) => onChange({ ...modifier, seed })}
            />
            <IconButton label={tr`Other noise`} icon={<Dices />} onClick={() => onChange({ ...modifier, seed: randomSeed() })} />
          </div>
        </>
      );
    case 'maximum':
      return (
        <PercentField
          label={tr`At most`}
          about={tr`Strengths above this come down to it: less holds the edit back everywhere.`}
          value={modifier.strength}
          onChange={(strength) => onChange({ ...modifier, strength })}
        />
      );
    case 'floor':
      return (
        <>
          <PercentField
            label={tr`At least`}
            about={tr`Strengths below this come up to it: more lets everything change further.`}
            value={modifier.strength}
            onChange={(strength) => onChange({ ...modifier, strength })}
          />
          <SwitchField
            label={tr`Only where painted`}
            about={tr`What is black stays black.`}
            checked={modifier.paintedOnly}
            onChange={(paintedOnly) => onChange({ ...modifier, paintedOnly })}
          />
        </>
      );
  }
}
