import { fitting, refusesAddOns } from '../../../addOns/keptAddOns';
import { useAddOns } from '../../../addOns/useAddOns';
import { useSettings } from '../../../document/hooks';
import { AddLora } from './AddLora';
import styles from './AddOns.module.css';
import { LoraCard } from './LoraCard';
import { Words } from './Words';
import { rich } from '../../../ui/rich';
import { tr } from '../../../../workers/texts/texts';

/** What is laid on top of the model for this edit: LoRAs with their strengths, and the words of embeddings. */
export function AddOnSettings() {
  const { kept, model } = useAddOns();
  const refusal = model && refusesAddOns(model);
  const { loras } = useSettings();
  // While it is not loaded nobody knows what it takes.
  if (!model && loras.length === 0) return null;
  const words = fitting(kept, 'embedding', model).flatMap(({ facts: { token } }) => token ?? []);
  return (
    <section className={styles.section} aria-label="LoRAs">
      <div className={styles.head}>
        <h3>{rich`LoRAs${(<small>{tr`looks on top`}</small>)}`}</h3>
        {model && refusal === null ? <AddLora kept={kept} model={model} /> : null}
      </div>
      {refusal === null ? null : <p className={styles.soft}>{refusal}</p>}
      {loras.length > 0 ? (
        <ul className={styles.list}>
          {loras.map((lora) => (
            <LoraCard key={lora.sha256} lora={lora} kept={kept.find(({ sha256 }) => sha256 === lora.sha256)} model={model} />
          ))}
        </ul>
      ) : null}
      {words.length > 0 ? (
        <>
          <h3 className={styles.soft}>{tr`Embeddings`}</h3>
          <Words label={tr`Words of embeddings`} words={words} />
        </>
      ) : null}
    </section>
  );
}
