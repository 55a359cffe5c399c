import type { ByteFile } from '../../protocol/byteFile';
import type { UnetNetwork } from '../../protocol/networkConfigs';
import { PartAssembler } from './assembleParts';
import type { TensorSource } from './assembleParts';
import { configuredText } from './configFiles';
import type { ConfigFile } from './configFiles';
import { configuredUnet } from './configuredUnet';
import { requireControlFamily, requireFamily } from './requireFamily';
import type { FamilyFacts, TextPart } from './families';
import type { Labels } from './guesses';
import { isIgnorable, isMark } from './ignorable';
import { locate } from './locate';
import type { Located } from './locate';
import type { CheckpointKind, CheckpointPart, OpenedCheckpoint } from './opened';
import type { CheckpointParts } from './parts';
import { samplingOf } from './prediction';
import type { Sampling } from './prediction';
import { familyLatents, familyScheduler, nativeSidePx } from './samplingSettings';
import { averagedAlone, unknownWeights } from './refusals';
import { configuredLatents, configuredSampling } from './schedulerConfig';

/** Tensors that lie together: a whole file, or one component of a folder with its configuration. */
export interface Component extends TensorSource {
  readonly config: ConfigFile | null;
  /** Which text encoder the folder says it is. */
  readonly textPart: TextPart | null;
}

/** All that was opened together. */
export interface Opening {
  readonly components: readonly Component[];
  readonly labels: Labels;
  readonly open: (path: string) => ByteFile;
  readonly chosen: readonly string[];
  readonly scheduler: ConfigFile | null;
  /** What a configuration of the training code beside it says; null where there is none. */
  readonly prediction: 'v' | 'epsilon' | null;
  readonly zeroEmptyNegative: boolean | null;
}

interface Place {
  readonly component: Component;
  readonly located: Located;
  readonly assembler: PartAssembler;
}

/** Makes tables and facts of the networks that components hold. Throws Faults for what the studio cannot edit with. */
export async function buildCheckpoint(opening: Opening): Promise<OpenedCheckpoint> {
  const places = opening.components.flatMap((component) => {
    const assembler = new PartAssembler(component);
    return locate(component.tensors).map((located): Place => ({ component, located, assembler }));
  });
  const first = places[0];
  const label = opening.components[0]?.file ?? '';
  if (!first) throw unknownWeights(label, [...(opening.components[0]?.tensors.keys() ?? [])]);
  const of = (kind: Located['kind']) => places.find(({ located }) => located.kind === kind);
  const control = of('controlnet');
  const unet = control ? undefined : of('unet');
  const averaged = control || unet ? null : averagedAlone(label, [...(opening.components[0]?.tensors.keys() ?? [])]);
  if (averaged) throw averaged;
  const { family, network } = control ? controlFamily(control) : unet ? unetFamily(unet) : { family: null, network: null };
  if (!control) addShared(places, family, network?.crossAttentionDim ?? null);
  const assemblers = [...new Set(places.map(({ assembler }) => assembler))];
  const networks: CheckpointParts = Object.assign({}, ...assemblers.map(({ parts }) => parts));
  const parts = partNames(networks);
  const names = opening.components.flatMap(({ tensors }) => [...tensors.keys()]);
  const marks = new Set(names.filter(isMark).map((name) => name.replace(/^.*?(edm_vpred\.\w+|\w+)$/, '$1')));
  const unused = assemblers.flatMap((assembler) => assembler.unused()).filter((name) => !isMark(name));
  const sampling = network && unet && family ? await tellSampling(opening, family, networks, marks) : null;
  const needed: readonly CheckpointPart[] = unet && family ? ['unet', 'vae', ...family.texts] : [];
  return {
    kind: kindOf(networks),
    family: family?.name ?? null,
    sampling,
    inChannels: networks.unet?.network.inChannels ?? null,
    parts,
    missing: needed.filter((part) => !parts.includes(part)),
    unused,
    unknown: unused.filter((name) => !isIgnorable(name)),
    chosen: opening.chosen,
    networks,
    scheduler: family && sampling ? (opening.scheduler?.content ?? familyScheduler(family, sampling)) : null,
    latents: configuredLatents(of('vae')?.component.config ?? null) ?? (family && sampling ? familyLatents(family, sampling) : null),
    sidePx: family && sampling ? nativeSidePx(family, sampling, unet?.component.config ?? null, opening.labels) : null,
    zeroEmptyNegative: opening.zeroEmptyNegative,
    metadata: opening.labels.metadata,
  };
}

function controlFamily({ component, located, assembler }: Place): { family: FamilyFacts | null; network: UnetNetwork } {
  const pool = component.config?.flag('global_pool_conditions') ?? false;
  let family: FamilyFacts | null = null;
  const network = assembler.addControlNet(located, (derived) => {
    family = requireControlFamily(derived, component.file);
    return { ...configuredUnet(derived, component.config), globalPool: pool };
  });
  return { family, network };
}

function unetFamily({ component, located, assembler }: Place): { family: FamilyFacts; network: UnetNetwork } {
  const derived = assembler.unetNetwork(located);
  const family = requireFamily(derived, component.file, assembler.selfContext(located));
  const network = configuredUnet(derived, component.config);
  assembler.addUnet(located, network);
  return { family, network };
}

function addShared(places: readonly Place[], family: FamilyFacts | null, context: number | null): void {
  const first = (kind: Located['kind']) => places.find(({ located }) => located.kind === kind);
  const vae = first('vae');
  const tiny = first('tiny-vae');
  if (vae) vae.assembler.addAutoencoder(vae.located);
  else if (tiny) tiny.assembler.addTinyAutoencoder(tiny.located);
  const texts = places.filter(({ located }) => located.kind === 'clip' || located.kind === 'open-clip');
  const taken = new Set<TextPart>();
  for (const { located, component, assembler } of texts) {
    const part = component.textPart ?? textPartOf(located, component, family, texts.length);
    if (!part || taken.has(part)) continue;
    taken.add(part);
    assembler.addText(located, part, family, context, configuredText(component.config));
  }
}

const secondPrefix = /(?:^|\.)(?:embedders\.1|clip_g|text_encoder_2|te2)\./;

/** Which encoder of its family a text encoder is; null where the family has no use for it. */
function textPartOf({ kind, prefix }: Located, { tensors }: Component, family: FamilyFacts | null, count: number): TextPart | null {
  if (family?.texts.length === 1) return secondPrefix.test(prefix) && count > 1 ? null : (family.texts[0] ?? null);
  if (secondPrefix.test(prefix)) return 'text_encoder_2';
  if (family || count > 1) return kind === 'open-clip' ? 'text_encoder_2' : 'text_encoder';
  const tokens = tensors.get(`${prefix}token_embedding.weight`) ?? tensors.get(`${prefix}text_model.embeddings.token_embedding.weight`);
  return (tokens ?? tensors.get(`${prefix}embeddings.token_embedding.weight`))?.shape[1] === 1280 ? 'text_encoder_2' : 'text_encoder';
}

function tellSampling(
  opening: Opening,
  family: FamilyFacts,
  { unet }: CheckpointParts,
  marks: ReadonlySet<string>,
): Promise<Sampling> | Sampling {
  if (!unet) throw new RangeError('Sampling is asked for without a UNet.');
  const { labels, open, scheduler } = opening;
  const { inChannels, guidanceDim } = unet.network;
  if (scheduler) return configuredSampling(scheduler, guidanceDim !== null, labels);
  return samplingOf({ family, inChannels, guidanceDim, weights: unet.weights, marks, configured: opening.prediction, labels, open });
}

function partNames({ unet, controlNet, vae, tinyVae, textEncoder, textEncoder2 }: CheckpointParts): CheckpointPart[] {
  const tiny = tinyVae?.network;
  const halves = tiny && (tiny.encoderBlocks.length === 0 ? 'vae_decoder' : tiny.decoderBlocks.length === 0 ? 'vae_encoder' : 'vae');
  const names: (CheckpointPart | false | undefined)[] = [
    unet && 'unet',
    controlNet && 'controlnet',
    vae ? 'vae' : halves,
    textEncoder && 'text_encoder',
    textEncoder2 && 'text_encoder_2',
  ];
  return names.filter((name): name is CheckpointPart => Boolean(name));
}

function kindOf({ unet, controlNet, vae, tinyVae, textEncoder, textEncoder2 }: CheckpointParts): CheckpointKind {
  if (controlNet) return 'controlnet';
  const text = textEncoder ?? textEncoder2;
  if (unet) return (vae ?? tinyVae ?? text) ? 'checkpoint' : 'unet';
  if (vae) return 'vae';
  return tinyVae ? 'tiny-vae' : 'text-encoder';
}
