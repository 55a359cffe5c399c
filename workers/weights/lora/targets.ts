import type { UnetNetwork } from '../../protocol/networkConfigs';
import type { ParameterShapes } from '../configurations/parameterList';
import { ldmBlocks, ldmModuleNames } from '../names/ldmBlocks';

export type LoraPart = 'unet' | 'text_encoder' | 'text_encoder_2';

/** A module that can be changed: the beginning of its parameters' names. */
export interface Target {
  readonly part: LoraPart;
  readonly module: string;
  /** Found by its name in LDM. */
  readonly ldm: boolean;
}

/** What the parts of a model have to change. */
export interface LoraParts {
  readonly unet?: { readonly network: UnetNetwork; readonly shapes: ParameterShapes };
  readonly text_encoder?: { readonly shapes: ParameterShapes };
  readonly text_encoder_2?: { readonly shapes: ParameterShapes };
}

/** Heads of keys, dots written as underscores, and which part they name; each may stand once before the module's own name. */
const heads: readonly (readonly [head: string, part: LoraPart | null])[] = [
  ['lora_unet_', 'unet'],
  ['lora_te1_', 'text_encoder'],
  ['lora_te2_', 'text_encoder_2'],
  ['lora_te_', 'text_encoder'],
  ['lycoris_', null],
  ['base_model_model_', null],
  ['model_diffusion_model_', 'unet'],
  ['diffusion_model_', 'unet'],
  ['unet_', 'unet'],
  ['text_encoder_2_', 'text_encoder_2'],
  ['text_encoder_', 'text_encoder'],
  ['text_encoders_clip_l_transformer_', 'text_encoder'],
  ['text_encoders_clip_g_transformer_', 'text_encoder_2'],
  ['clip_l_', 'text_encoder'],
  ['clip_g_', 'text_encoder_2'],
  ['te1_', 'text_encoder'],
  ['te2_', 'text_encoder_2'],
];

/**
 * Finds modules by the names that trainers give them. Underscores are ambiguous, so names are never taken apart: every module of the
 * model is entered under all names that it may have, with underscores for dots, and keys are looked up.
 */
export class LoraTargets {
  private readonly byName: Readonly<Record<LoraPart, ReadonlyMap<string, Target>>>;

  constructor(private readonly parts: LoraParts) {
    this.byName = {
      unet: parts.unet ? unetNames(parts.unet) : new Map(),
      text_encoder: textNames('text_encoder', parts.text_encoder?.shapes),
      text_encoder_2: textNames('text_encoder_2', parts.text_encoder_2?.shapes),
    };
  }

  /** The module that a key's beginning names; null where the model has none such. */
  find(module: string): Target | null {
    const flat = flatten(module.replace(/\.processor\b/, ''));
    for (const [part, name] of behindHeads(flat))
      for (const candidate of part ? [part] : (['unet', 'text_encoder', 'text_encoder_2'] as const)) {
        const target = this.byName[candidate].get(name);
        if (target) return target;
      }
    return null;
  }

  /** The shape of a module's weight or bias. */
  shape({ part, module }: Target, parameter: 'weight' | 'bias'): readonly number[] | undefined {
    return this.parts[part]?.shapes.get(`${module}.${parameter}`);
  }

  /** Every module of a part. */
  modules(part: LoraPart): ReadonlySet<string> {
    return new Set([...this.byName[part].values()].map(({ module }) => module));
  }
}

/** A name without its heads, after each that could be one. */
function* behindHeads(flat: string): Generator<readonly [LoraPart | null, string]> {
  yield [null, flat];
  let [name, part] = [flat, null as LoraPart | null];
  for (let round = 0; round < 3; round++) {
    const head = heads.find(([start]) => name.startsWith(start));
    if (!head) return;
    name = name.slice(head[0].length);
    part = head[1] ?? part;
    yield [part, name];
  }
}

function unetNames({ network, shapes }: NonNullable<LoraParts['unet']>): Map<string, Target> {
  const names = new Map<string, Target>();
  const blocks = ldmBlocks(network);
  for (const module of modulesOf(shapes)) {
    for (const name of ldmModuleNames(blocks, module)) enter(names, name, { part: 'unet', module, ldm: true });
    enter(names, module, { part: 'unet', module, ldm: false });
  }
  return names;
}

function textNames(part: LoraPart, shapes: ParameterShapes | undefined): Map<string, Target> {
  const names = new Map<string, Target>();
  for (const module of modulesOf(shapes ?? new Map<string, readonly number[]>())) {
    const target = { part, module, ldm: false };
    enter(names, module, target);
    if (module.startsWith('text_model.')) enter(names, module.slice('text_model.'.length), target);
  }
  return names;
}

function modulesOf(shapes: ParameterShapes): Set<string> {
  return new Set([...shapes.keys()].map((name) => name.replace(/\.(?:weight|bias)$/, '')));
}

function enter(names: Map<string, Target>, name: string, target: Target): void {
  const flat = flatten(name);
  names.set(flat, target);
  // Old attention processors have `to_out_lora` for what is a list's first entry.
  if (flat.endsWith('_to_out_0')) names.set(flat.slice(0, -2), target);
}

function flatten(name: string): string {
  return name.replaceAll('.', '_');
}
