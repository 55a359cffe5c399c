import { useEffect } from 'react';
import { useStore } from 'zustand';
import { openDialog } from '../../../actions/dialogStore';
import { setSetting } from '../../../document/commands';
import { useSettings } from '../../../document/hooks';
import { packageStore } from '../../../models/packageStore';
import { keptRefiners, refinesFrom, takesRefiner } from '../../../models/refiner';
import { refreshShelf, shelfStore } from '../../../models/shelf';
import { Button } from '../../../ui/Button';
import { PercentField } from '../../../ui/PercentField';
import { SelectField } from '../../../ui/SelectField';
import panel from '../../panels/Panel.module.css';
import { tr } from '../../../../workers/texts/texts';

/** Stands for no refiner; no kept model is called so. */
const none = ' ';

/** Which kept SDXL refiner makes the last steps, and from where on; nothing for models and methods in which none has a part. */
export function RefinerSettings() {
  const { method, refiner } = useSettings();
  const summary = useStore(packageStore, (state) => state.summary);
  const packages = useStore(shelfStore, (state) => state.packages);
  const takes = takesRefiner(summary, method);
  useEffect(() => {
    if (takes && shelfStore.getState().packages === null) void refreshShelf();
  }, [takes]);
  if (!takes) return null;
  const kept = keptRefiners(packages);
  if (kept.length === 0 && !refiner)
    return (
      <p className={panel.soft}>
        {tr`SDXL’s refiner can make the last steps, for finer detail, once it is kept here. `}
        <Button tone="link" onClick={() => openDialog('models')}>
          {tr`Open Models`}
        </Button>
      </p>
    );
  const isLost = refiner !== null && packages !== null && !kept.some(({ id }) => id === refiner.id);
  const options = [
    { value: none, label: tr`None` },
    ...kept.map(({ id, title }) => ({ value: id, label: title })),
    ...(isLost ? [{ value: refiner.id, label: tr`Not kept any more` }] : []),
  ];
  return (
    <>
      <SelectField
        label={tr`Refiner`}
        value={refiner?.id ?? none}
        options={options}
        onChange={(id) => setSetting('refiner', id === none ? null : { id, from: refiner?.from ?? refinesFrom })}
      />
      {isLost ? <p role="note">{tr`The refiner of this edit is not kept here any more: choose another one, or none.`}</p> : null}
      {refiner ? (
        <PercentField
          label={tr`Refiner from`}
          about={tr`The part of the schedule after which the refiner goes on (denoising_start): less lets it do more. It was made for the last fifth, from 80 %. It follows no guides and takes no LoRAs.`}
          minimum={5}
          word={refiner.from === refinesFrom ? tr`as published` : undefined}
          value={refiner.from}
          onChange={(from) => setSetting('refiner', { ...refiner, from: Math.min(0.99, from) })}
        />
      ) : null}
    </>
  );
}
