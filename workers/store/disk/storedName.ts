import { sha256Of } from '../../protocol/sha256Of';

/** Letters, digits, dots and dashes only, in lower case and short: what every file system takes. */
export function plainName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(-48);
  return plain.replace(/^[-.]+/, '') || 'file';
}

/** The folder of a package: readable, and different for ids that differ in a letter's case only. */
export async function folderName(packageId: string): Promise<string> {
  return `${plainName(packageId)}-${(await sha256Of(packageId)).slice(0, 12)}`;
}

/** The name under which a package's file lies in its folder; the number keeps equal names of different folders apart. */
export function storedName(index: number, path: string): string {
  return `${String(index).padStart(4, '0')}-${plainName(path.split('/').at(-1) ?? '')}`;
}

/** The temporary name that a file has until its length and digest are verified. */
export function partName(name: string): string {
  return `${name}.part`;
}
