import type { Target } from './targets';

/** PEFT's settings of an adapter, which stand in a file's metadata instead of tensors. */
export interface AdapterSettings {
  /** alpha/rank (or alpha/√rank) of a module, or null where nothing is said. */
  scale(target: Target, rank: number): number | null;
}

/** Reads `lora_adapter_metadata`, whose keys begin with the part (`unet.r`); what is not understood says nothing. */
export function adapterSettings(metadata: ReadonlyMap<string, string>): AdapterSettings {
  const settings = parse(metadata.get('lora_adapter_metadata'));
  const setting = (part: string, key: string): unknown => settings[`${part}.${key}`] ?? settings[key];
  return {
    scale: ({ part, module }, rank) => {
      const alpha = patterned(setting(part, 'alpha_pattern'), module) ?? setting(part, 'lora_alpha');
      if (typeof alpha !== 'number' || !Number.isFinite(alpha) || alpha === 0) return null;
      return alpha / (setting(part, 'use_rslora') === true ? Math.sqrt(rank) : rank);
    },
  };
}

/** PEFT's patterns are names, or their ends, by value. */
function patterned(patterns: unknown, module: string): unknown {
  if (typeof patterns !== 'object' || patterns === null) return undefined;
  return Object.entries(patterns).find(([name]) => module === name || module.endsWith(`.${name}`))?.[1];
}

function parse(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined || text.length > 1_000_000) return {};
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? Object.assign(Object.create(null) as Record<string, unknown>, content) : {};
  } catch {
    return {};
  }
}
