import { sourceKinds, sourceNames, toggleColour, type SourceDraft } from '../../../changemap/sourceDraft';
import type { Exemplar } from '../../../document/exemplar';
import { SelectField } from '../../../ui/SelectField';
import { PercentField } from '../../../ui/PercentField';
import { PixelsField } from '../../../ui/PixelsField';
import { SliderField } from '../../../ui/SliderField';
import { SwitchField } from '../../../ui/SwitchField';
import { easings } from '../../options/easings';
import styles from './MapSource.module.css';
import { tr } from '../../../../workers/texts/texts';
import { rich } from '../../../ui/rich';

interface SourceSettingsProps {
  readonly draft: SourceDraft;
  readonly exemplars: readonly Exemplar[];
  readonly onChange: (draft: SourceDraft) => void;
}

const hex = (colour: readonly number[]): string => `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;

/** What the map is made from, and how. */
export function SourceSettings({ draft, exemplars, onChange }: SourceSettingsProps) {
  const offered = sourceKinds.filter((kind) => kind !== 'silhouette' || exemplars.length > 0);
  const fromPixels = draft.kind !== 'silhouette';
  return (
    <div className={styles.settings}>
      <h3>{tr`Made from`}</h3>
      <SelectField
        label={tr`Made from`}
        bare
        value={draft.kind}
        options={offered.map((value) => ({ value, label: sourceNames[value] }))}
        onChange={(kind) => onChange({ ...draft, kind })}
      />
      <Values draft={draft} exemplars={exemplars} onChange={onChange} />
      {fromPixels ? (
        <SwitchField
          label={tr`The other way round`}
          about={tr`What would be white becomes black.`}
          checked={draft.invert}
          onChange={(invert) => onChange({ ...draft, invert })}
        />
      ) : null}
    </div>
  );
}

function Values({ draft, exemplars, onChange }: SourceSettingsProps) {
  const set = (change: Partial<SourceDraft>) => onChange({ ...draft, ...change });
  switch (draft.kind) {
    case 'luminance':
      return <p className={styles.hint}>{tr`What is bright may change most.`}</p>;
    case 'saturation':
      return <p className={styles.hint}>{tr`What is colourful may change most; greys stay.`}</p>;
    case 'colour-range':
      return (
        <>
          <p className={styles.hint}>
            {draft.colours.length === 0 ? tr`Click colours in the picture.` : tr`Click further colours; click one here to take it out.`}
          </p>
          <div className={styles.colours}>
            {draft.colours.map((colour) => (
              <button
                key={hex(colour)}
                type="button"
                className={styles.colour}
                style={{ background: hex(colour) }}
                aria-label={tr`Take out ${hex(colour)}`}
                onClick={() => onChange(toggleColour(draft, colour))}
              />
            ))}
            <label className={styles.hint}>
              {rich`or ${(
                <input
                  type="color"
                  aria-label={tr`Add a colour`}
                  value="#808080"
                  onChange={(event) =>
                    onChange(
                      toggleColour(
                        draft,
                        [1, 3, 5].map((at) => Number.parseInt(event.target.value.slice(at, at + 2), 16)) as unknown as readonly [
                          number,
                          number,
                          number,
                        ],
                      ),
                    )
                  }
                />
              )}`}
            </label>
          </div>
          <PercentField
            label={tr`Tolerance`}
            about={tr`How unlike the chosen colours may still change fully: more takes in more colours.`}
            value={draft.tolerance}
            onChange={(tolerance) => set({ tolerance })}
          />
          <PercentField
            label={tr`Softness`}
            about={tr`How gently the map falls off beyond the tolerance: more brings in fainter likenesses.`}
            value={draft.softness}
            onChange={(softness) => set({ softness })}
          />
        </>
      );
    case 'edges':
      return (
        <SliderField
          label={tr`Gain`}
          about={tr`How strongly edges count (Sobel): more makes faint ones strong as well.`}
          value={draft.gain}
          minimum={0.1}
          maximum={64}
          step={0.1}
          curved
          onChange={(gain) => set({ gain })}
        />
      );
    case 'canny':
      return (
        <>
          <PixelsField
            label={tr`Smoothing`}
            about={tr`Blur before edges are looked for (σ): more leaves out fine grain and texture.`}
            value={draft.sigmaPx}
            minimum={0}
            maximum={16}
            step={0.1}
            onChange={(sigmaPx) => set({ sigmaPx })}
          />
          <PercentField
            label={tr`Weakest edge`}
            about={tr`Lower threshold of Canny: more leaves out faint lines, even where they go on from a sure one.`}
            value={draft.low}
            onChange={(low) => set({ low })}
          />
          <PercentField
            label={tr`Sure edge`}
            about={tr`Upper threshold of Canny: more leaves only the plainest edges to start a line.`}
            value={draft.high}
            onChange={(high) => set({ high })}
          />
        </>
      );
    case 'line':
      return (
        <>
          <p className={styles.hint}>{draft.points.length === 0 ? tr`Draw a line over the picture.` : tr`Draw again for another line.`}</p>
          <PixelsField
            label={tr`Reach`}
            about={tr`How far from the line the map falls to nothing.`}
            value={draft.reachPx}
            minimum={1}
            maximum={2048}
            onChange={(reachPx) => set({ reachPx })}
          />
          <SelectField label={tr`Falloff`} value={draft.easing} options={easings} onChange={(easing) => set({ easing })} />
        </>
      );
    case 'silhouette':
      return (
        <>
          <SelectField
            label={tr`Exemplar`}
            value={draft.exemplarId ?? ''}
            options={exemplars.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(exemplarId) => set({ exemplarId })}
          />
          <PixelsField
            label={tr`Falloff`}
            about={tr`Width of the band around it.`}
            value={draft.bandPx}
            minimum={0}
            maximum={512}
            onChange={(bandPx) => set({ bandPx })}
          />
        </>
      );
  }
}
