import { useState } from 'react';
import { useStore } from 'zustand';
import { useResults } from '../../document/hooks';
import { partsOfStep, runStepsStore } from '../../generation/steps/runSteps';
import { Dialog } from '../../ui/Dialog';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import { SizeField } from './SizeField';
import styles from './Grid.module.css';
import { tr } from '../../../workers/texts/texts';

interface StepsDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The last run step by step: where it was going, and what of it had been put back from the picture before each step. */
export function StepsDialog({ open, onClose }: StepsDialogProps) {
  const run = useStore(runStepsStore, (state) => state.run);
  const result = useResults().find(({ id }) => id === run?.resultId)?.result;
  const [sidePx, setSidePx] = useState(112);
  if (!run || !result) return null;
  const parts = run.steps.map((step) => partsOfStep(step, result));
  const rows = [
    { name: 'After the step', of: (at: number) => run.steps[at]?.rgba },
    ...(parts.some((one) => one !== null)
      ? [
          { name: 'Put back before it', of: (at: number) => parts[at]?.putBack },
          { name: 'Carried on', of: (at: number) => parts[at]?.carriedOn },
        ]
      : []),
  ];
  const all = run.steps.at(-1)?.steps ?? 0;
  return (
    <Dialog
      title={tr`Steps of the last run`}
      about={
        rows.length > 1
          ? tr`Before each step the picture’s own parts are put back, noised, where the map still keeps them; the rest goes on.`
          : tr`Where the run was going after each of its steps.`
      }
      size="large"
      open={open}
      onClose={onClose}
      foot={
        <span role="status">
          {run.steps.length === all
            ? tr`All ${all} steps were drawn.`
            : tr`${run.steps.length} of ${all} steps were drawn; those that were left out or too quick have no picture.`}
        </span>
      }
    >
      <SizeField about={tr`How large each step is shown.`} value={sidePx} onChange={setSidePx} />
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={tr`Steps`} style={{ '--side': `${sidePx}px` } as React.CSSProperties}>
          <thead>
            <tr>
              <td />
              {run.steps.map(({ step }) => (
                <th key={step} scope="col">
                  {tr`step ${step}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, of }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {run.steps.map(({ step, width, height }, at) => (
                  <td key={step}>
                    <span className={styles.step}>
                      <PixelThumbnail width={width} height={height} rgba={of(at) ?? new Uint8Array(width * height * 4)} />
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
