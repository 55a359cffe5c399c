import type { PartName } from '../modelPackage';

/** What exporters write into a file's name about its precision. */
export type NamedPrecision = 'fp32' | 'fp16' | 'q4' | 'q4f16' | 'bnb4' | 'int8';

const precisionWords: readonly (readonly [RegExp, NamedPrecision])[] = [
  [/q4f16/, 'q4f16'],
  [/bnb4/, 'bnb4'],
  [/(?:^|[^a-z0-9])(?:q4|int4|4bit)(?:[^a-z0-9]|$)/, 'q4'],
  [/(?:^|[^a-z])(?:u?int8|q8|quantized|8bit)(?:[^a-z0-9]|$)/, 'int8'],
  [/fp16|float16|(?:^|[^a-z])f16/, 'fp16'],
  [/fp32|float32/, 'fp32'],
];

/** The precision that a graph's name tells, or else a folder that it lies in; null where neither tells one. */
export function namedPrecision(path: string): NamedPrecision | null {
  const [name = '', ...folders] = path.toLowerCase().split('/').reverse();
  const own = precisionWords.find(([word]) => word.test(name.replace(/\.onnx$/, '')))?.[1];
  return own ?? folders.map(folderPrecision).find((found) => found !== null) ?? null;
}

const plainPrecisions: readonly NamedPrecision[] = ['fp32', 'fp16', 'q4', 'q4f16', 'bnb4', 'int8'];

/** A folder that is called after a precision and nothing else (`fp16/unet/model.onnx`), or after a part with it (`unet_fp16/`). */
function folderPrecision(folder: string): NamedPrecision | null {
  const plain = plainPrecisions.find((precision) => precision === folder);
  if (plain || !partWords.some(([word]) => word.test(folder))) return plain ?? null;
  return precisionWords.find(([word]) => word.test(folder))?.[1] ?? null;
}

/** Whether a folder is called after a precision and nothing else. */
export const isPrecision = (folder: string): boolean => plainPrecisions.some((precision) => precision === folder.toLowerCase());

/** Networks of packages that have no part in an edit. */
const besides = /safety[-_]?checker|image[-_]?encoder|feature[-_]?extractor|watermark/;

const partWords: readonly (readonly [RegExp, PartName])[] = [
  [/^(?:text[-_]?encoder[-_]?(?:2|two)|clip[-_]?2)/, 'text_encoder_2'],
  [/^(?:text[-_]?encoder|clip|textmodel|text[-_]model)/, 'text_encoder'],
  [/^vae[-_]?encoder/, 'vae_encoder'],
  [/^(?:vae[-_]?decoder|vae\.ort)/, 'vae_decoder'],
  [/^unet/, 'unet'],
];

/**
 * Which network a path of a package is, by its folder first and by its own name else; null for what is none of those that
 * an edit needs. `unet/model.onnx`, `onnx/unet_model_q4f16.onnx`, `vae/decoder.onnx`, `sd-unet-v1.5-model-b2….onnx` alike.
 */
export function partOfGraph(path: string): PartName | null {
  const segments = path.toLowerCase().split('/');
  const own = segments.pop()?.replace(/\.onnx$/, '') ?? '';
  const original = path.split('/').slice(0, -1);
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i] ?? '';
    if (besides.test(segment)) return null;
    const control = controlName(segments.slice(i), original.slice(i), path);
    if (control) return `controlnet/${control}`;
    if (segment === 'vae') return /encoder/.test(own) && !/decoder/.test(own) ? 'vae_encoder' : 'vae_decoder';
    const part = partWords.find(([word]) => word.test(segment));
    if (part) return part[1];
  }
  return partOfName(own);
}

function partOfName(own: string): PartName | null {
  if (besides.test(own)) return null;
  const control = /control[-_]?net[-_]?([a-z0-9]*)/.exec(own);
  if (control) return `controlnet/${cleanName(control[1] ?? '')}`;
  // Names of parts may stand anywhere: “sd-unet-v1.5-model-b2c4…”, “Stable-Diffusion-v1.5-vae-decoder-…”.
  return partWords.find(([word]) => new RegExp(`(?:^|[^a-z])${word.source.slice(1)}`).test(own))?.[1] ?? null;
}

/** `controlnet/NAME/model.onnx`, `controlnet_NAME/model.onnx`, or `controlnet/model.onnx`. */
function controlName(below: readonly string[], original: readonly string[], path: string): string | null {
  const found = /^control[-_]?net[-_]?(.*)$/.exec(below[0] ?? '');
  if (!found) return null;
  const suffix = (original[0] ?? '').slice((original[0] ?? '').length - (found[1] ?? '').length);
  const own = (path.split('/').at(-1) ?? '').replace(/\.onnx$/i, '');
  return cleanName(original[1] ?? (found[1] ? suffix : /^model/i.test(own) ? '' : own));
}

function cleanName(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '');
  return plain === '' || /^model$/i.test(plain) || namedPrecision(plain) !== null ? 'guide' : plain;
}
