import type { Settings } from '../../document/documentState';
import { methods } from '../../../workers/protocol/methods';
import { form, plural, tr } from '../../../workers/texts/texts';
import { stepsInWords } from '../../ui/stepsInWords';

/** The settings of a run in one line, the least telling last: "20 steps · guidance 5 · Differential · seed 4". */
export function runSummary({ steps, guidance, seed, seedLocked, method, loras }: Settings): string {
  const name = methods[method].label;
  return [
    stepsInWords(steps),
    tr`guidance ${Number(guidance.toFixed(2))}`,
    name,
    ...(seedLocked ? [tr`seed ${seed}`] : []),
    ...(loras.length > 0 ? [plural(loras.length, form`1 LoRA`, form`${loras.length} LoRAs`)] : []),
  ].join(' · ');
}
