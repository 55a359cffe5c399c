import { greyOf } from '../../maps/greyOf';
import { noiseReach } from '../../maps/mapValues';
import type { Size } from '../../protocol/geometry';
import type { MapFileFacts } from '../../protocol/pictures';
import { importPicture, type ImportOptions } from '../import/importPicture';
import { sniff, sniffBytes } from '../import/sniff';

const thumbnailPx = 200;
/** An end of the scale that fills less of a map than this is no background that could be noisy. */
const backgroundShare = 0.1;
/** Less noise than this is not worth a word. */
const worthShare = 0.002;

/** Every so many pixels one, from the middle of its cell. */
function thumbnailOf(rgba: Uint8Array, { width, height }: Size): MapFileFacts['thumbnail'] {
  const scale = Math.min(1, thumbnailPx / Math.max(width, height));
  const small = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const out = new Uint8Array(small.width * small.height * 4);
  for (let y = 0, at = 0; y < small.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / small.height) * width;
    for (let x = 0; x < small.width; x++, at += 4) {
      const from = (row + Math.floor(((x + 0.5) * width) / small.width)) * 4;
      for (let c = 0; c < 4; c++) out[at + c] = rgba[from + c] as number;
    }
  }
  return { ...small, rgba: out };
}

function transparencyOf(rgba: Uint8Array, shown: Uint8Array): MapFileFacts['transparency'] {
  let brightest = 0;
  let alphaRange = [255, 0];
  let hides = false;
  for (let i = 0, p = 0; i < shown.length; i++, p += 4) {
    const alpha = rgba[p + 3] as number;
    const grey = shown[i] as number;
    if (grey > brightest) brightest = grey;
    if (alpha < (alphaRange[0] as number) || alpha > (alphaRange[1] as number))
      alphaRange = [Math.min(alpha, alphaRange[0] as number), Math.max(alpha, alphaRange[1] as number)];
    // The brightest channel is at least the grey, so this never overlooks colour under transparency.
    if (alpha < 255) hides ||= Math.max(rgba[p] as number, rgba[p + 1] as number, rgba[p + 2] as number) - grey > noiseReach;
  }
  const [least = 255, most = 0] = alphaRange;
  if (least >= 255) return 'none';
  if (brightest <= noiseReach && most - least > noiseReach) return 'holds-the-map';
  return hides ? 'counts-as-black' : 'none';
}

function noisyShareOf(grey: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const value of grey) counts[value] = (counts[value] as number) + 1;
  const sum = (from: number, to: number): number => counts.subarray(from, to + 1).reduce((total, count) => total + count, 0) / grey.length;
  const end = (exact: number, from: number, to: number): number => {
    const near = sum(from, to);
    return near >= worthShare && near + sum(exact, exact) >= backgroundShare ? near : 0;
  };
  return end(0, 1, noiseReach) + end(255, 255 - noiseReach, 254);
}

/** Whether a format loses something, so that black may not be black any more. WebP is, unless its only frame says otherwise. */
function isLossy(head: Uint8Array): boolean {
  const format = sniff(head);
  if (format === 'webp') return String.fromCharCode(...head.subarray(12, 16)) !== 'VP8L';
  return format === 'jpeg' || format === 'avif';
}

/** What is known of a picture file before it is taken as a map. @throws Fault 'bad-picture' */
export async function inspectMapFile(file: Blob, options?: ImportOptions): Promise<MapFileFacts> {
  const { width, height, rgba } = await importPicture(file, options);
  const shown = greyOf(rgba);
  const head = new Uint8Array(await file.slice(0, sniffBytes).arrayBuffer());
  return {
    width,
    height,
    thumbnail: thumbnailOf(rgba, { width, height }),
    transparency: transparencyOf(rgba, shown),
    noisyShare: isLossy(head) ? noisyShareOf(shown) : 0,
  };
}
