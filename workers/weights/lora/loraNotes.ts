/** What a LoRA's trainer wrote about it: untrusted text, to be shown and offered, never obeyed. */
export interface LoraNotes {
  readonly title: string | null;
  /** Words that call it up, the likeliest first. */
  readonly triggerWords: readonly string[];
  readonly usageHint: string | null;
  readonly license: string | null;
  /** The model that it was trained on. */
  readonly trainedOn: string | null;
  readonly trainedPictures: number | null;
  readonly clipSkip: number | null;
}

const mostWords = 12;
const longestText = 400;
const longestTable = 4_000_000;

/** Reads kohya's and the model specification's metadata; what is missing or not understood is left out. */
export function loraNotes(metadata: ReadonlyMap<string, string>): LoraNotes {
  return {
    title: text(metadata, 'modelspec.title', 'ss_output_name'),
    triggerWords: triggerWords(metadata),
    usageHint: text(metadata, 'modelspec.usage_hint'),
    license: text(metadata, 'modelspec.license'),
    trainedOn: text(metadata, 'ss_sd_model_name'),
    trainedPictures: whole(metadata, 'ss_num_train_images'),
    clipSkip: whole(metadata, 'ss_clip_skip'),
  };
}

/** The phrase that the trainer named; else the tags that most of the pictures bore. */
function triggerWords(metadata: ReadonlyMap<string, string>): readonly string[] {
  const phrase = text(metadata, 'modelspec.trigger_phrase');
  if (phrase !== null) return [phrase];
  const counts = new Map<string, number>();
  for (const tags of Object.values(parse(metadata.get('ss_tag_frequency'))))
    if (isTable(tags))
      for (const [tag, count] of Object.entries(tags))
        if (typeof count === 'number' && count > 0 && tag.trim() !== '') counts.set(tag.trim(), (counts.get(tag.trim()) ?? 0) + count);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const most = byCount[0]?.[1] ?? 0;
  // A trigger stands at every picture; what stands at few describes single ones.
  return byCount
    .filter(([, count]) => count * 4 >= most)
    .slice(0, mostWords)
    .map(([tag]) => tag.slice(0, longestText));
}

function text(metadata: ReadonlyMap<string, string>, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = metadata.get(key)?.trim();
    if (value && value !== 'None') return value.slice(0, longestText);
  }
  return null;
}

function whole(metadata: ReadonlyMap<string, string>, key: string): number | null {
  const value = metadata.get(key) ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) : null;
}

function parse(content: string | undefined): Readonly<Record<string, unknown>> {
  if (content === undefined || content.length > longestTable) return {};
  try {
    const parsed: unknown = JSON.parse(content);
    return isTable(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
