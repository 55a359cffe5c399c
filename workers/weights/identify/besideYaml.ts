import type { ByteFile } from '../../protocol/byteFile';

const isYaml = ({ path }: ByteFile): boolean => /\.ya?ml$/i.test(path);
/** The training code's configurations have two to four kilobytes. */
const mostBytes = 256 * 1024;

/** Files without the configurations of the training code that may lie beside checkpoints. */
export const withoutYaml = (files: readonly ByteFile[]): readonly ByteFile[] => files.filter((file) => !isYaml(file));

/**
 * What the training code's configuration of the same name beside a checkpoint says that its UNet predicts: `parameterization: "v"`, or the
 * scaling of the newer code. It is read for these words alone; null where it says nothing, or there is none.
 */
export async function predictionBeside(file: ByteFile, files: readonly ByteFile[]): Promise<'v' | 'epsilon' | null> {
  const stem = file.path.replace(/\.safetensors$/i, '');
  const beside = files.find((one) => isYaml(one) && one.path.replace(/\.ya?ml$/i, '') === stem);
  if (!beside || beside.sizeBytes > mostBytes) return null;
  const text = new TextDecoder().decode(await beside.read(0, beside.sizeBytes));
  if (/^\s*parameterization\s*:\s*["']?v["']?\s*(?:#.*)?$/m.test(text) || /\bVScaling(?:WithEDMcNoise)?\b/.test(text)) return 'v';
  return /^\s*parameterization\s*:\s*["']?eps["']?\s*(?:#.*)?$/m.test(text) || /\bEpsScaling\b/.test(text) ? 'epsilon' : null;
}
