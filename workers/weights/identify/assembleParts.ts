import type { ClipNetwork, ControlNetwork, UnetNetwork } from '../../protocol/networkConfigs';
import { unsupportedFile } from '../checkpointFaults';
import { autoencoderParameters, tinyAutoencoderParameters } from '../configurations/autoencoderParameters';
import { clipParameters } from '../configurations/clipParameters';
import { deriveAutoencoder, deriveTinyAutoencoder } from '../configurations/deriveAutoencoder';
import { deriveClip } from '../configurations/deriveClip';
import { deriveControlNet, deriveUnet } from '../configurations/deriveUnet';
import { controlNetParameters, unetParameters } from '../configurations/unetParameters';
import type { ParameterShapes } from '../configurations/parameterList';
import type { StoredTensor } from '../header/readHeader';
import { assemble } from '../names/assemble';
import type { MappedTensors } from '../names/assemble';
import type { FamilyFacts, TextPart } from './families';
import type { Located } from './locate';
import { mappedNetwork } from './mappedNetwork';
import type { CheckpointParts, PartOf } from './parts';
import { tr } from '../../texts/texts';

/** Tensors of one file, or of the files of one part. */
export interface TensorSource {
  readonly file: string;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** Makes the tables of networks, and keeps account of the tensors that they take. */
export class PartAssembler {
  readonly parts: Changeable<CheckpointParts> = {};
  private readonly used = new Set<string>();
  private readonly mappings = new Map<Located, MappedTensors>();

  constructor(private readonly source: TensorSource) {}

  /** Names of tensors that no part took. */
  unused(): string[] {
    return [...this.source.tensors.keys()].filter((name) => !this.used.has(name));
  }

  /** What a network's keys say of it before anything is checked. */
  unetNetwork(located: Located): UnetNetwork {
    return deriveUnet(this.mapped(located));
  }

  /** The width that the first level's self-attention takes; null where it has none. */
  selfContext(located: Located): number | null {
    return this.mapped(located).shape('down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_k.weight')?.[1] ?? null;
  }

  addUnet(located: Located, network: UnetNetwork): void {
    const found = this.mapped(located);
    this.parts.unet = this.part(found, network, unetParameters(network, hasStack(found)), 'UNet');
  }

  addControlNet(located: Located, adjust: (network: ControlNetwork) => ControlNetwork): ControlNetwork {
    const found = this.mapped(located);
    // The family is told before parameters are listed, as a hostile file could ask for millions.
    const network = adjust(deriveControlNet(found));
    this.parts.controlNet = this.part(found, network, controlNetParameters(network, hasStack(found)), 'ControlNet');
    return network;
  }

  addAutoencoder(located: Located): void {
    const found = this.mapped(located);
    const network = deriveAutoencoder(found);
    const { file } = this.source;
    requireFourLatents(file, network.latentChannels);
    if (network.latentChannels === 0)
      throw unsupportedFile(file, tr`holds a VAE’s encoder without its decoder, which edits need`, tr`Take the whole VAE.`);
    if (network.blockOutChannels.length === 0)
      throw unsupportedFile(file, tr`holds a VAE’s decoder without its encoder, which edits need`, tr`Take the whole VAE.`);
    this.parts.vae = this.part(found, network, autoencoderParameters(network), 'VAE');
  }

  addTinyAutoencoder(located: Located): void {
    const found = this.mapped(located);
    const network = deriveTinyAutoencoder(found);
    requireFourLatents(this.source.file, network.latentChannels);
    this.parts.tinyVae = this.part(found, network, tinyAutoencoderParameters(network), tr`tiny VAE`);
  }

  /** @param configured what a configuration beside the weights says, which goes before what keys and family suggest */
  addText(located: Located, part: TextPart, family: FamilyFacts | null, context: number | null, configured: Partial<ClipNetwork>): void {
    const found = this.mapped(located);
    const width = found.shape('text_model.embeddings.token_embedding.weight')?.[1] ?? 0;
    const second = part === 'text_encoder_2';
    const classic = !second && located.kind === 'clip' && (context ?? width) !== 1024;
    const derived = deriveClip(found, {
      activation: classic ? 'quick_gelu' : 'gelu',
      projects: second,
      dropsLastBlock: !second && located.kind === 'open-clip',
    });
    const network = { ...derived, ...configured };
    const name = second && family?.texts.length === 2 ? tr`second text encoder` : tr`text encoder`;
    const assembled = this.part(found, network, clipParameters(network), name);
    if (second) this.parts.textEncoder2 = assembled;
    else this.parts.textEncoder = assembled;
  }

  private mapped(located: Located): MappedTensors {
    const held = this.mappings.get(located);
    if (held) return held;
    const made = mappedNetwork(this.source.tensors, located);
    this.mappings.set(located, made);
    return made;
  }

  private part<N>(found: MappedTensors, network: N, expected: ParameterShapes, what: string): PartOf<N> {
    const { file, tensors } = this.source;
    const { weights, used } = assemble(found, expected, file, what, (name) => tensors.get(name));
    used.forEach((name) => this.used.add(name));
    return { network, weights };
  }
}

/** All families have latents of four channels. */
function requireFourLatents(file: string, channels: number): void {
  if (channels === 4 || channels === 0) return;
  const whose = channels === 16 ? tr`SD 3, Flux or a relative` : tr`a family that the studio does not know`;
  throw unsupportedFile(file, tr`holds a VAE of ${whose} (${channels} latent channels)`, tr`Take one of SD 1, SD 2 or SDXL.`);
}

/** Small ControlNets keep norm and projections of transformers that have no blocks. */
function hasStack(found: MappedTensors): (path: string) => boolean {
  return (path) => found.get(`${path}.norm.weight`) !== undefined;
}
