/** A LoRA named in a prompt. */
export interface PromptTag {
  readonly name: string;
  /** 1 where the tag gives none. */
  readonly strength: number;
  /** Whether it gives text encoder and UNet strengths of their own, of which the UNet's is taken. */
  readonly split: boolean;
}

const tag = /<(?:lora|lyco):([^<>:]{1,200})((?::[^<>:]{0,40})*)>/gi;

/**
 * The common web interfaces' syntax for LoRAs in a prompt: `<lora:name>`, `<lora:name:0.8>`, and with strengths for text encoder and UNet
 * `<lora:name:0.5:0.8>` or `<lora:name:te=0.5:unet=0.8>`.
 * @returns the tags, and the prompt without them. A tag whose strength is no number is text like any other.
 */
export function readTags(prompt: string): { readonly text: string; readonly tags: readonly PromptTag[] } {
  const tags: PromptTag[] = [];
  const text = prompt.replaceAll(tag, (whole, name: string, rest: string) => {
    const strengths = readStrengths(rest.split(':').slice(1));
    if (!strengths) return whole;
    const { text: first = 1, unet = first } = strengths;
    tags.push({ name: name.trim(), strength: unet, split: unet !== first });
    return '';
  });
  return tags.length === 0 ? { text: prompt, tags } : { text: tidy(text), tags };
}

/** The first tag that is begun and not closed: what its name is so far, and where it stands. */
export function unfinishedTag(prompt: string): { readonly name: string; readonly at: number; readonly end: number } | null {
  const found = /<lora:([^<>:,\n]*)(?=[,\n<]|$)/i.exec(prompt);
  return found ? { name: found[1] ?? '', at: found.index, end: found.index + found[0].length } : null;
}

function readStrengths(pieces: readonly string[]): { readonly text?: number; readonly unet?: number } | null {
  const found: { text?: number; unet?: number } = {};
  for (const [place, piece] of pieces.entries()) {
    const [, key = '', digits = ''] = /^\s*(?:(te|unet|dyn)\s*=)?\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*$/i.exec(piece) ?? [];
    if (digits === '') return null;
    const named = key.toLowerCase();
    if (named === 'te' || (named === '' && place === 0)) found.text = Number(digits);
    if (named === 'unet' || (named === '' && place === 1)) found.unet = Number(digits);
  }
  return found;
}

/** What is left where tags stood: no commas behind one another, no double blanks. */
function tidy(text: string): string {
  return text
    .replaceAll(/(?:\s*,){2,}/g, ',')
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .replaceAll(/^[\s,]+|[\s,]+$/g, '');
}
