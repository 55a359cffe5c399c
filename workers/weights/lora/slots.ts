import { tr } from '../../texts/texts';
/** What a tensor of a LoRA is to its module. */
export type Slot =
  'down' | 'up' | 'mid' | 'alpha' | 'dora' | 'w1' | 'w1a' | 'w1b' | 'w2' | 'w2a' | 'w2b' | 't1' | 't2' | 'diff' | 'diffBias' | 'refused';

/** Which way of changing weights a slot belongs to. */
export type Method = 'lora' | 'loha' | 'lokr' | 'difference' | 'any';

interface Ending {
  readonly slot: Slot;
  readonly method: Method;
}

/** Whether a DoRA's magnitudes are named as PEFT names them. */
export const isOfPeft = ({ name }: { readonly name: string }): boolean => name.includes('.lora_magnitude_vector');

const low = { lora_down: 'down', lora_up: 'up', lora_mid: 'mid', lora_A: 'down', lora_B: 'up' } as const;
const olds = ['_lora', '.lora', '.lora_linear_layer', '.lora_conv2d_layer'] as const;

/** Endings of names by what they mean; the longest that fits counts. */
const endings: ReadonlyMap<string, Ending> = new Map<string, Ending>([
  ...Object.entries(low).flatMap(([word, slot]) =>
    ['', '.weight'].map((end): [string, Ending] => [`.${word}${end}`, { slot, method: 'lora' }]),
  ),
  ...olds.flatMap((word): [string, Ending][] => [
    [`${word}.down.weight`, { slot: 'down', method: 'lora' }],
    [`${word}.up.weight`, { slot: 'up', method: 'lora' }],
    [`${word}.alpha`, { slot: 'alpha', method: 'any' }],
  ]),
  ...['', '.weight'].map((end): [string, Ending] => [`.lora_magnitude_vector${end}`, { slot: 'dora', method: 'lora' }]),
  ['.alpha', { slot: 'alpha', method: 'any' }],
  ['.dora_scale', { slot: 'dora', method: 'any' }],
  ...(['w1_a', 'w1_b', 'w2_a', 'w2_b', 't1', 't2'] as const).map((word): [string, Ending] => [
    `.hada_${word}`,
    { slot: word.replace('_', '') as Slot, method: 'loha' },
  ]),
  ...(['w1', 'w1_a', 'w1_b', 'w2', 'w2_a', 'w2_b', 't2'] as const).map((word): [string, Ending] => [
    `.lokr_${word}`,
    { slot: word.replace('_', '') as Slot, method: 'lokr' },
  ]),
  ['.diff', { slot: 'diff', method: 'difference' }],
  ['.diff_b', { slot: 'diffBias', method: 'difference' }],
  ['.w_norm', { slot: 'diff', method: 'difference' }],
  ['.b_norm', { slot: 'diffBias', method: 'difference' }],
]);

/** Endings of ways that the studio does not apply, with their names. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/\.(?:boft_\w+|oft_B\b.*)$/, tr`BOFT or OFT`],
  [/\.oft_(?:blocks|diag|R|r)\b.*$/, 'OFT'],
  [/\.(?:a1|a2|b1|b2)\.weight$/, 'GLoRA'],
  [/\.on_input$/, '(IA)³'],
  [/\.ia3_l\b.*$/, '(IA)³'],
  [/\.vera_lambda_\w+$/, 'VeRA'],
  [/\.set_weight$/, tr`replaced weights`],
];

/** A tensor's module and what it is to it. */
export interface SlotKey extends Ending {
  readonly module: string;
}

/** PEFT's endings with the adapter's name in them: `lora_A.default.weight`. */
const adapterEnding = /(\.lora_(?:A|B|magnitude_vector))\.[^.]+(\.weight)?$/;

/** Splits a LoRA's key into its module and its slot; null where it has no ending that the studio knows. */
export function slotOf(key: string): SlotKey | null {
  return knownSlot(key) ?? knownSlot(key.replace(adapterEnding, '$1$2'));
}

function knownSlot(key: string): SlotKey | null {
  for (let dot = beginOfEnding(key, 0); dot >= 0; dot = beginOfEnding(key, dot + 1)) {
    const ending = endings.get(key.slice(dot));
    if (ending) return { ...ending, module: key.slice(0, dot) };
  }
  return null;
}

/** Endings begin with a dot or an underscore. */
function beginOfEnding(key: string, from: number): number {
  for (let i = Math.max(from, key.length - longestEnding); i < key.length; i++) {
    const code = key.charCodeAt(i);
    if (code === 0x2e || code === 0x5f) return i;
  }
  return -1;
}

const longestEnding = 40;

/** The name of a way of changing weights that the studio does not apply, where a key belongs to one. */
export function refusedMethod(key: string): string | null {
  return refused.find(([pattern]) => pattern.test(key))?.[1] ?? null;
}

const loraKeys = [
  /^lora_(?:unet|te\d?)_|^lycoris_/,
  /[._]lora[._](?:down|up|A|B|linear_layer|magnitude_vector)/,
  /\.hada_w1|\.lokr_w|\.dora_scale$|\.oft_|\.boft_|\.ia3_l/,
  /\.[wb]_norm$|\.diff(?:_b)?$/,
];

/** Whether a file of these names changes weights instead of holding them. */
export function isLora(names: Iterable<string>): boolean {
  for (const name of names) if (loraKeys.some((pattern) => pattern.test(name))) return true;
  return false;
}
