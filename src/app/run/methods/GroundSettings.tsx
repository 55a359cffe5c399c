import { useStore } from 'zustand';
import { setSetting } from '../../../document/commands';
import type { GroundChoice } from '../../../document/documentState';
import { documentStore } from '../../../document/documentStore';
import { useSettings } from '../../../document/hooks';
import { groundExemplar, takesGround } from '../../../generation/recipe/runGround';
import { ColourField } from '../../../ui/ColourField';
import { SelectField } from '../../../ui/SelectField';
import { tr } from '../../../../workers/texts/texts';

const grounds: readonly { readonly value: GroundChoice['fill']; readonly label: string; readonly about: string }[] = [
  { value: 'picture', label: tr`The picture`, about: tr`What is there now shines through, the more the lower the strength.` },
  {
    value: 'neighbours',
    label: tr`Its surroundings`,
    about: tr`The tones around the map are continued into it: for holes, and for what is to vanish.`,
  },
  { value: 'noise', label: tr`Noise`, about: tr`Coloured grain under the run’s seed: for something new where the ground is empty.` },
  { value: 'colour', label: tr`A colour`, about: tr`One colour that the new content is to take up.` },
  { value: 'exemplar', label: tr`An exemplar`, about: tr`The exemplar as it lies on the scene, to be drawn into it.` },
];

/** What the model starts from where the map is full; shown on the canvas before the run. */
export function GroundSettings() {
  const settings = useSettings();
  const exemplars = useStore(documentStore, (state) => state.exemplars);
  if (!takesGround({ settings })) return null;
  const { ground } = settings;
  const set = (change: Partial<GroundChoice>) => setSetting('ground', { ...ground, ...change });
  const chosen = groundExemplar({ settings, exemplars });
  return (
    <>
      <SelectField
        label={tr`Start from`}
        about={tr`What the model finds where the map is full, before it paints. It counts the more, the lower the global strength is.`}
        value={ground.fill}
        options={grounds.filter(({ value }) => value !== 'exemplar' || value === ground.fill || exemplars.length > 0)}
        onChange={(fill) => set({ fill })}
      />
      {ground.fill === 'colour' ? <ColourField label={tr`Colour`} value={ground.colour} onChange={(colour) => set({ colour })} /> : null}
      {ground.fill === 'exemplar' && chosen && exemplars.length > 1 ? (
        <SelectField
          label={tr`Exemplar`}
          value={chosen.id}
          options={exemplars.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(exemplarId) => set({ exemplarId })}
        />
      ) : null}
    </>
  );
}
