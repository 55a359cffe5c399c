import type { Settings } from '../../document/documentState';
import { methods } from '../../../workers/protocol/methods';

/** The settings of a run in one line, the least telling last: "20 steps · guidance 5 · Differential · seed 4". */
export function runSummary({ steps, guidance, seed, seedLocked, method, loras }: Settings): string {
  const name = methods[method].label;
  return [
    steps === 1 ? '1 step' : `${steps} steps`,
    `guidance ${Number(guidance.toFixed(2))}`,
    name,
    ...(seedLocked ? [`seed ${seed}`] : []),
    ...(loras.length > 0 ? [loras.length === 1 ? '1 LoRA' : `${loras.length} LoRAs`] : []),
  ].join(' · ');
}
