import type { ByteFile } from '../../protocol/byteFile';
import type { ClipNetwork } from '../../protocol/networkConfigs';
import { invalidFile } from '../checkpointFaults';
import { tr } from '../../texts/texts';

/** A JSON object from a folder, of which anything may be missing or of another type. */
export class ConfigFile {
  constructor(
    readonly path: string,
    readonly content: Readonly<Record<string, unknown>>,
  ) {}

  text(key: string): string | null {
    const value = this.value(key);
    return typeof value === 'string' ? value : null;
  }

  number(key: string): number | null {
    const value = this.value(key);
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  }

  flag(key: string): boolean | null {
    const value = this.value(key);
    return typeof value === 'boolean' ? value : null;
  }

  numbers(key: string): readonly number[] | null {
    const value = this.value(key);
    return Array.isArray(value) && value.every((item): item is number => typeof item === 'number') ? value : null;
  }

  value(key: string): unknown {
    return Object.hasOwn(this.content, key) ? this.content[key] : undefined;
  }
}

const maximumBytes = 64 * 1024 * 1024;

/** Reads a JSON file of a folder; throws a Fault `checkpoint-invalid` where it is none. */
export async function readConfig(file: ByteFile): Promise<ConfigFile> {
  if (file.sizeBytes > maximumBytes) throw notJson(file.path, null);
  const bytes = await file.read(0, file.sizeBytes);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw notJson(file.path, thrown);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) throw notJson(file.path, null);
  return new ConfigFile(file.path, Object.assign(Object.create(null) as Record<string, unknown>, content));
}

function notJson(path: string, cause: unknown): Error {
  return invalidFile(path, tr`is no JSON object, as a configuration is`, tr`Fetch the file again from the model’s page.`, cause);
}

/** What a text encoder's configuration says beyond names and shapes. */
export function configuredText(config: ConfigFile | null): Partial<ClipNetwork> {
  if (!config) return {};
  const heads = config.number('num_attention_heads');
  const normEps = config.number('layer_norm_eps');
  const act = config.text('hidden_act');
  return {
    ...(heads !== null && { heads }),
    ...(normEps !== null && { normEps }),
    ...((act === 'quick_gelu' || act === 'gelu') && { activation: act }),
  };
}
