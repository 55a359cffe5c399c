import { makeChunk, type PngChunk } from './chunks';

/** What a PNG says beside its pixels and is written again at export: how its colours are meant, its resolution, its texts. */
const keptTypes = new Set(['gAMA', 'cHRM', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'pHYs', 'tEXt', 'zTXt', 'iTXt']);
/** Kinds of which a file holds one at most; a second one counts for nothing. */
const single = new Set(['gAMA', 'cHRM', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'pHYs']);
const textTypes = new Set(['tEXt', 'zTXt', 'iTXt']);

/** Longest that all notes of a picture may be together, in bytes; longer texts are left out, and said. */
export const maximumNotesBytes = 1024 * 1024;
const maximumKeyword = 79;

/** Gathers the notes of a file while its chunks go by. */
export class NoteCollector {
  private readonly chunks: Uint8Array[] = [];
  private readonly seen = new Set<string>();
  private sizeBytes = 0;
  /** Whether something was too long to be kept. */
  overflowed = false;

  take({ type, data }: Pick<PngChunk, 'type' | 'data'>): void {
    if (!keptTypes.has(type) || (single.has(type) && this.seen.has(type))) return;
    if (this.sizeBytes + data.length + 12 > maximumNotesBytes) {
      this.overflowed = true;
      return;
    }
    this.seen.add(type);
    const chunk = makeChunk(type, data);
    this.chunks.push(chunk);
    this.sizeBytes += chunk.length;
  }

  /** Everything taken, as chunks one behind the other, as they stand in a file; null where there is nothing. */
  joined(): Uint8Array | null {
    if (this.chunks.length === 0) return null;
    const whole = new Uint8Array(this.sizeBytes);
    let at = 0;
    for (const chunk of this.chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }
}

/** The chunks in kept notes, as views. Notes that do not hold together, from a store that was tampered with, end where they break. */
export function notesOf(joined: Uint8Array | null): Pick<PngChunk, 'type' | 'data'>[] {
  const notes: Pick<PngChunk, 'type' | 'data'>[] = [];
  if (joined === null) return notes;
  const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
  for (let at = 0; at + 12 <= joined.length;) {
    const sizeBytes = view.getUint32(at);
    if (at + 12 + sizeBytes > joined.length) break;
    const type = String.fromCharCode(...joined.subarray(at + 4, at + 8));
    if (keptTypes.has(type)) notes.push({ type, data: joined.subarray(at + 8, at + 8 + sizeBytes) });
    at += 12 + sizeBytes;
  }
  return notes;
}

/** The keyword of a text chunk; null for chunks of other kinds and texts without a keyword. */
export function keywordOf({ type, data }: Pick<PngChunk, 'type' | 'data'>): string | null {
  if (!textTypes.has(type)) return null;
  const end = data.subarray(0, maximumKeyword + 1).indexOf(0);
  return end < 1 ? null : String.fromCharCode(...data.subarray(0, end));
}

/** The resolution of a picture as `pHYs` has it: pixels a metre along each axis. */
export function resolutionNote(xPerMetre: number, yPerMetre: number): Pick<PngChunk, 'type' | 'data'> {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  view.setUint32(0, xPerMetre);
  view.setUint32(4, yPerMetre);
  data[8] = 1;
  return { type: 'pHYs', data };
}

const xmpOrientation = /tiff:Orientation(?:="|='|>)(?=[1-8])/g;

/** XMP in plain text repeats the camera's note on how to turn the picture: that is done, so it says "upright" now. */
function uprightText(data: Uint8Array): Uint8Array {
  let copy = data;
  const text = new TextDecoder('latin1').decode(data);
  for (const { 0: found, index } of text.matchAll(xmpOrientation)) {
    if (copy === data) copy = data.slice();
    copy[index + found.length] = 0x31;
  }
  return copy;
}

/** Notes of a picture whose pixels were turned upright. @param sideways by a quarter: resolutions change places */
export function uprightNotes(joined: Uint8Array | null, sideways: boolean): Uint8Array | null {
  const collector = new NoteCollector();
  for (const { type, data } of notesOf(joined)) {
    if (type === 'pHYs' && sideways && data.length === 9)
      collector.take({ type, data: Uint8Array.of(...data.subarray(4, 8), ...data.subarray(0, 4), data[8] as number) });
    else collector.take({ type, data: type === 'iTXt' ? uprightText(data) : data });
  }
  return collector.joined();
}
