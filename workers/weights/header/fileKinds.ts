import { tr } from '../../texts/texts';
const saveSafetensors = tr`Look for the “.safetensors” file on the model’s page, or convert it on a machine where you trust the file.`;
const downloadFile = tr`Download the file itself: its page has a button for it, beside the size.`;

interface ForeignKind {
  /** Completes the sentence “NAME …”. */
  readonly what: string;
  readonly hint: string;
}

const pickle: ForeignKind = {
  what: tr`is a PyTorch pickle (.ckpt, .pt, .pth or .bin), which can run code when it is opened`,
  hint: saveSafetensors,
};

const kinds: readonly { readonly begins: string; readonly kind: ForeignKind }[] = [
  {
    begins: 'version https://git-lfs',
    kind: { what: tr`is only the pointer that Git puts in place of a large file`, hint: downloadFile },
  },
  { begins: 'PK\x03\x04', kind: pickle },
  { begins: 'PK\x05\x06', kind: pickle },
  { begins: '\x80\x02', kind: pickle },
  { begins: '\x80\x03', kind: pickle },
  { begins: '\x80\x04', kind: pickle },
  { begins: '\x80\x05', kind: pickle },
  {
    begins: 'GGUF',
    kind: { what: tr`is a GGUF file, whose blocks are not read here`, hint: tr`Take the model’s “.safetensors” file instead.` },
  },
  { begins: '\x08', kind: { what: tr`looks like an ONNX graph`, hint: tr`Import the whole ONNX package, as a folder or zip.` } },
  { begins: '\x89HDF', kind: { what: tr`is an HDF5 file (Keras)`, hint: saveSafetensors } },
  { begins: '\x1f\x8b', kind: { what: tr`is a gzip archive`, hint: tr`Unpack it first.` } },
  { begins: '7z\xbc\xaf', kind: { what: tr`is a 7-Zip archive`, hint: tr`Unpack it first.` } },
  { begins: 'Rar!', kind: { what: tr`is a RAR archive`, hint: tr`Unpack it first.` } },
  { begins: '\x89PNG', kind: { what: tr`is a PNG picture`, hint: tr`Open it as an image.` } },
  { begins: '\xff\xd8\xff', kind: { what: tr`is a JPEG picture`, hint: tr`Open it as an image.` } },
];

/**
 * What a file is that does not begin as a safetensors file does, told by its first bytes; null where they do not tell.
 * A safetensors file begins with the length of its header, whose upper bytes are 0.
 * @param head the first bytes, 64 are enough
 */
export function foreignKind(head: Uint8Array): ForeignKind | null {
  const text = String.fromCharCode(...head.subarray(0, 64));
  if (isPlausibleLength(head)) return null;
  const known = kinds.find(({ begins }) => text.startsWith(begins));
  if (known) return known.kind;
  const trimmed = text.trimStart().toLowerCase();
  if (trimmed.startsWith('<'))
    return { what: tr`is a web page, not the file: the address may ask for a login, or the file is not there`, hint: downloadFile };
  if (trimmed.startsWith('{') || trimmed.startsWith('['))
    return { what: tr`is a JSON text, not weights`, hint: tr`Choose the “.safetensors” file that lies beside it, or the whole folder.` };
  return null;
}

/** Headers have at most 100 MB, so the length's upper four bytes are 0, and eight bytes of another kind hardly are. */
function isPlausibleLength(head: Uint8Array): boolean {
  return head.length >= 8 && head[4] === 0 && head[5] === 0 && head[6] === 0 && head[7] === 0 && head[8] === 0x7b;
}
