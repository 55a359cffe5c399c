import { Slider } from 'radix-ui';
import field from '../../../ui/Field.module.css';
import { Help } from '../../../ui/Help';
import { NumberInput } from '../../../ui/NumberInput';
import { SliderMark } from '../../../ui/SliderField';
import styles from './Methods.module.css';
import { tr } from '../../../../workers/texts/texts';

/** λ of the paper. */
const ofPaper = 0.6;

interface BalanceFieldProps {
  /** λ, 0…1: 1 keeps the picture, 0 follows the guide. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** λ as one slider between its two ends, with the paper's value marked. */
export function BalanceField({ value, onChange }: BalanceFieldProps) {
  const about = tr`λ: at 0 the edit follows the guidance image alone, at 1 it stays with the picture and no such image is made. The paper takes 0.6: more keeps more of the background, less follows pose and prompt more closely.`;
  return (
    <Help text={about}>
      {(describedBy) => (
        <div className={styles.balance}>
          <span>{tr`Keep the picture`}</span>
          <span>{tr`Follow the guide`}</span>
          <div className={styles.balanceTrack}>
            <Slider.Root
              className={field.track}
              value={[Math.round((1 - value) * 100)]}
              min={0}
              max={100}
              step={1}
              onValueChange={([percent]) => onChange(Number((1 - (percent ?? 0) / 100).toFixed(2)))}
            >
              <Slider.Track className={field.rail}>
                <Slider.Range className={field.range} />
              </Slider.Track>
              <SliderMark share={1 - ofPaper} />
              <Slider.Thumb
                className={field.thumb}
                aria-label={tr`Follow the guide`}
                aria-valuetext={`λ ${value}`}
                aria-describedby={describedBy}
              />
            </Slider.Root>
          </div>
          <span className={styles.lambda}>
            λ{' '}
            <NumberInput
              label={tr`Balance value`}
              value={value}
              minimum={0}
              maximum={1}
              step={0.05}
              plain
              width="calc(4ch + 8px)"
              describedBy={describedBy}
              onChange={onChange}
            />
          </span>
          <span>{value === ofPaper ? tr`as in the paper` : tr`paper: 0.6`}</span>
        </div>
      )}
    </Help>
  );
}
