import type { z } from 'zod';
import { modelIndexSchema, schedulerConfigSchema, textEncoderConfigSchema, unetConfigSchema, vaeConfigSchema } from './configs';
import type { FileSource } from './fileSource';
import { readIfThere, readManifest, requireFiles, verifiedSource } from './manifest';
import type { ModelPackage, PartName } from './modelPackage';
import { packageGeometry } from './packageGeometry';
import { missingFile, unsupportedPackage } from './packageFaults';
import { parseJson } from './parseJson';
import { graphPath, partReader } from './partReader';
import { readTokeniserFiles } from './readTokeniserFiles';

const partNames: readonly PartName[] = ['text_encoder', 'unet', 'vae_encoder', 'vae_decoder'];

/**
 * Opens a package in the diffusers layout: reads and checks its manifest and configurations, and makes sure that every
 * network's file is there before any of them is read.
 *
 * Throws Faults: `package-missing-file` naming the file, `package-invalid` naming file and key, `package-unsupported`.
 */
export async function openPackage(source: FileSource, id: string): Promise<ModelPackage> {
  const manifest = await readManifest(source);
  const files = verifiedSource(source, manifest);
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => parseJson(await files.read(path), path, schema);

  const index = await read('model_index.json', modelIndexSchema);
  if ('text_encoder_2' in index) throw unsupportedPackage('The model package has two text encoders (SDXL), which this version cannot run yet.');
  await requireFiles(files, partNames.map(graphPath));

  const unet = await read('unet/config.json', unetConfigSchema);
  const vae = await readFirst(files, ['vae_decoder/config.json', 'vae_encoder/config.json', 'vae/config.json'], vaeConfigSchema);
  const textEncoder = await read('text_encoder/config.json', textEncoderConfigSchema);
  const scheduler = await read('scheduler/scheduler_config.json', schedulerConfigSchema);
  if (unet.in_channels !== vae.latent_channels) {
    throw unsupportedPackage(`The model's UNet takes ${unet.in_channels} channels where its pictures have ${vae.latent_channels}: inpainting and other special UNets cannot be run.`);
  }
  return {
    id,
    title: index._name_or_path?.split('/').at(-1) ?? id.charAt(0).toUpperCase() + id.slice(1),
    sha256: manifest?.sha256 ?? null,
    geometry: packageGeometry(unet, vae),
    unet,
    vae,
    family: 'other',
    parts: partNames,
    texts: [{ part: 'text_encoder', config: textEncoder, tokeniser: await readTokeniserFiles(files) }],
    scheduler,
    ...partReader(files, manifest),
  };
}

/** The first of several possible files, checked. */
async function readFirst<T>(files: FileSource, paths: readonly string[], schema: z.ZodType<T>): Promise<T> {
  for (const path of paths) {
    const bytes = await readIfThere(files, path);
    if (bytes) return parseJson(bytes, path, schema);
  }
  throw missingFile(paths[0] ?? '', files.label);
}
