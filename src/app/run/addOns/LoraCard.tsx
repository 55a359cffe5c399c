import { X } from 'lucide-react';
import type { LoraUse } from '../../../../workers/protocol/addOns';
import { misfit, type KeptAddOn, type TakingModel } from '../../../addOns/keptAddOns';
import { removeLora, setLoraStrength } from '../../../addOns/loraCommands';
import { IconButton } from '../../../ui/Button';
import { SliderField } from '../../../ui/SliderField';
import styles from './AddOns.module.css';
import { Words } from './Words';
import { tr } from '../../../../workers/texts/texts';

/** The strengths that are of use with nearly every LoRA; a number in the prompt may go beyond. */
const range = { least: -2, most: 2 } as const;

interface LoraCardProps {
  readonly lora: LoraUse;
  /** Its file's facts; absent where it is no longer kept. */
  readonly kept: KeptAddOn | undefined;
  readonly model: TakingModel | null;
}

/** One LoRA of the edit: how strongly it changes the model, the words that call it up, and why it is left out where it is. */
export function LoraCard({ lora: { sha256, name, strength }, kept, model }: LoraCardProps) {
  const lost = kept === undefined ? tr`It is not kept here any more. Add its file again, or remove it from the edit.` : null;
  const why = lost ?? (kept && model ? misfit(kept.facts, model) : null);
  return (
    <li className={styles.card} aria-label={name} data-left-out={why !== null}>
      <b title={kept?.facts.words}>{name}</b>
      <IconButton label={tr`Remove ${name}`} icon={<X />} onClick={() => removeLora(sha256)} />
      <SliderField
        label={tr`Strength of ${name}`}
        shown=""
        about={tr`How strongly the LoRA changes the model: 1 as it was trained, 0 not at all, below 0 the other way.`}
        value={strength}
        minimum={Math.min(range.least, strength)}
        maximum={Math.max(range.most, strength)}
        step={0.05}
        className={styles.dial}
        onChange={(value) => setLoraStrength(sha256, Number(value.toFixed(2)))}
      />
      <Words label={tr`Trigger words of ${name}`} words={kept?.facts.triggerWords ?? []} />
      {why === null ? null : (
        <p className={styles.warning} role="note">
          {tr`Left out: ${why}`}
        </p>
      )}
    </li>
  );
}
