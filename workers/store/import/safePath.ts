import { Fault } from '../../protocol/faults';
import { tr } from '../../texts/texts';

const maximumLength = 300;

/** The import cannot be taken as it is. */
export function refusedImport(
  what: string,
  hint = tr`Nothing was imported. Use a package from a source that you trust.`,
  cause?: unknown,
): Fault {
  return new Fault('import-refused', what, hint, { cause });
}

/**
 * A path within a package in its one form: forward slashes, nothing before or above the package. Throws a Fault where a
 * path leads elsewhere, as those of archives made to overwrite files do.
 */
export function safePath(path: string): string {
  const plain = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const segments = plain.split('/');
  const leadsOut =
    plain.startsWith('/') || /^[a-z]:/i.test(plain) || segments.some((segment) => segment === '..' || segment === '.' || segment === '');
  if (leadsOut) throw refusedImport(tr`The path “${shown(path)}” leads out of the package.`);
  if (plain.length > maximumLength || Array.from(plain).some(isControl) || halfLetter.test(plain))
    throw refusedImport(tr`The path “${shown(path)}” has a form that no package needs.`);
  return plain;
}

/** Half of a letter that takes two code units: no file system can name a file with it. */
const halfLetter = /\p{Surrogate}/u;

/** Files that systems and tools leave beside others: never part of a package. */
export function isClutter(path: string): boolean {
  return clutterFolder.test(path) || clutterFile.test(path);
}

const clutterFolder = /(?:^|[\\/])(?:__MACOSX|\.git|\.cache)(?:[\\/]|$)/i;
const clutterFile = /(?:^|[\\/])(?:\.DS_Store|Thumbs\.db|desktop\.ini|\.gitattributes|\.gitignore)$/i;

/** Paths of archives are strangers' text: cut, and without characters that would disturb a sentence. */
function shown(path: string): string {
  const plain = Array.from(path, (letter) => (isControl(letter) || halfLetter.test(letter) ? '·' : letter)).join('');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}

function isControl(letter: string): boolean {
  return letter < ' ' || letter === '\u007f';
}

/** Folders that have a meaning of their own, and are not a wrapping around a package. */
const meaningful =
  /^(?:onnx|unet|vae|vae_encoder|vae_decoder|text_encoder|text_encoder_2|tokenizer|tokenizer_2|scheduler|controlnet|safety_checker)$/i;

/** The folder around all of the paths, with its slash, or nothing: archives often hold a package in a folder of its name. */
export function commonFolder(paths: readonly string[]): string {
  const first = paths[0]?.split('/') ?? [];
  const [folder] = first;
  if (folder === undefined || first.length < 2 || meaningful.test(folder)) return '';
  return paths.every((path) => path.startsWith(`${folder}/`)) ? `${folder}/` : '';
}
