import type { WrittenGraph } from '../../networks/onnx/writeGraph';
import type { CheckpointChoices } from '../../protocol/checkpoint';
import { sha256Of } from '../../protocol/sha256Of';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import { extendPackage } from '../addOns/extendPackage';
import type { SideKeeper } from '../addOns/sideKeeper';
import type { SchedulerConfig } from '../configs';
import { usualSampling } from '../usualSampling';
import { withChosenSampling } from '../../weights/identify/chosenSampling';
import type { FileSource } from '../fileSource';
import type { DeviceNeeds } from '../layout/chooseGraphs';
import type { Lender } from '../lender';
import type { ModelPackage, TextPart, TextPartName, TokeniserFiles } from '../modelPackage';
import { packageGeometry } from '../packageGeometry';
import { bindFiles } from './bindFiles';
import { checkpointNetworks } from './checkpointNetworks';
import { variantOf } from './checkpointWords';
import { checkpointDigest } from './identity';
import { modelFamily, textConfig, unetConfig, vaeConfig } from './modelConfigs';
import { openComposed } from './openComposed';
import { requireWhole } from './requireWhole';
import { precisionOf } from './writtenPart';

/** What a person may say about a checkpoint, and what it is given. */
export interface CheckpointOptions extends CheckpointChoices {
  readonly device: DeviceNeeds;
  /** CLIP's vocabulary, which ships with the studio, for checkpoints that bring none. */
  readonly vocabulary: () => Promise<TokeniserFiles>;
  /** From whom it takes parts. */
  readonly lenders?: readonly Lender[];
  /** Of what is made from add-ons' files. */
  readonly sides?: SideKeeper | undefined;
}

const latentCellPx = 8;

/**
 * Opens a checkpoint (one safetensors file, or a folder in diffusers' layout) as a package: its graphs are written here, over the weights
 * where they lie. Throws Faults: `checkpoint-invalid`, `checkpoint-unsupported`, `package-unsupported` where parts are missing.
 */
export async function openCheckpoint(source: FileSource, id: string, options: CheckpointOptions): Promise<ModelPackage> {
  const composed = await openComposed(source, options.lenders);
  const { files } = composed;
  const opened = withChosenSampling(composed.opened, options);
  requireWhole(opened, source.label);
  const { networks } = opened;
  const { unet } = networks;
  if (!unet) throw new Error('A whole checkpoint has a UNet.');
  const family = modelFamily(opened);
  const vae = vaeConfig(opened);
  const unetFile = unetConfig(unet.network, opened.sidePx ?? 512, latentCellPx);
  const held = files.filter(({ path }) => opened.chosen.includes(path));
  const precision = precisionOf(opened, options.device, options.precision);
  const modelPackage: ModelPackage = {
    id,
    title: source.label.replace(/\.safetensors$/i, ''),
    // Another precision is another model: what it makes, and how it came through its trial, are its own.
    sha256: await sha256Of(`${await checkpointDigest(held)} ${precision} ${options.prediction ?? ''}${options.kind ?? ''}`),
    geometry: packageGeometry(unetFile, vae),
    ...{ unet: unetFile, vae, family },
    ...checkpointNetworks(composed, { device: options.device, precision }),
    texts: await textParts(opened, options.vocabulary),
    scheduler: opened.scheduler as SchedulerConfig,
    fewStep: variantOf(opened) !== 'base',
    defaults: usualSampling({ family, variant: variantOf(opened), name: source.label, guidanceIsInput: unet.network.guidanceDim !== null }),
    ...(opened.zeroEmptyNegative !== null && { zeroEmptyNegative: opened.zeroEmptyNegative }),
  };
  if (family === 'other') return modelPackage;
  const bind = (written: WrittenGraph, tell: (bytes: number) => void) => bindFiles(composed, written, tell);
  const extendable = { modelPackage, opened, device: options.device, precision, bind, sides: options.sides };
  return { ...modelPackage, addOnFamily: family, withAddOns: (addOns) => extendPackage(extendable, addOns) };
}

async function textParts({ networks }: OpenedCheckpoint, vocabulary: () => Promise<TokeniserFiles>): Promise<readonly TextPart[]> {
  const found: readonly (readonly [TextPartName, typeof networks.textEncoder])[] = [
    ['text_encoder', networks.textEncoder],
    ['text_encoder_2', networks.textEncoder2],
  ];
  const tokeniser = await vocabulary();
  return found.flatMap(([part, encoder]) => (encoder ? [{ part, config: textConfig(encoder.network), tokeniser }] : []));
}
