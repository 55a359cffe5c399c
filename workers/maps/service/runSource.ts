import { Fault } from '../../protocol/faults';
import type { Rect, Size } from '../../protocol/geometry';
import type { LineSettings, MapSource, Segment } from '../../protocol/mapSources';
import type { MapTiles } from '../../protocol/mapWorker';
import { resizeMap } from '../resizeMap';
import { cannyCandidates, hysteresis } from '../sources/canny';
import { colourRange } from '../sources/colourRange';
import { luminance, saturation } from '../sources/colourValues';
import { edges } from '../sources/edges';
import { lineDistance } from '../sources/lineDistance';
import type { Picture } from '../sources/pictureRegion';
import { straightLines } from '../sources/straightLines';
import { blocksOf } from '../tiles/composeRegion';
import { tilesOf } from '../tiles/tiledMap';
import type { JobControl } from './jobs';
import { tr } from '../../texts/texts';

const blockPx = 512;

/** A rectangle of the map that a source gives. */
function sourceRegion(source: MapSource, picture: Picture | null): (rect: Rect) => Uint8Array {
  if (source.kind === 'line') return (rect) => lineDistance(rect, source);
  if (!picture) throw new Fault('missing-blob', tr`There is no picture to make this map from.`, tr`Open a picture first.`);
  switch (source.kind) {
    case 'luminance':
      return (rect) => luminance(picture, rect, source.invert);
    case 'saturation':
      return (rect) => saturation(picture, rect, source.invert);
    case 'colour-range':
      return (rect) => colourRange(picture, rect, source);
    case 'edges':
      return (rect) => edges(picture, rect, source);
    case 'canny':
      return (rect) => cannyCandidates(picture, rect, source);
  }
}

/** A map of `size` from a source, computed at the picture's own size and then resampled. */
export async function mapFromSource(source: MapSource, picture: Picture | null, size: Size, control: JobControl): Promise<MapTiles> {
  const own: Size = source.kind !== 'line' && picture ? { width: picture.width, height: picture.height } : size;
  const values = await byBlocks(own, sourceRegion(source, picture), control);
  const finished = source.kind === 'canny' ? hysteresis(values, own, source.invert) : values;
  const fits = own.width === size.width && own.height === size.height;
  return tilesOf(fits ? finished : resizeMap(finished, own, size), size);
}

/** The straight lines among a picture's edges, in its own pixels. */
export async function linesOfPicture(settings: LineSettings, picture: Picture, control: JobControl): Promise<readonly Segment[]> {
  const size = { width: picture.width, height: picture.height };
  const candidates = await byBlocks(size, (rect) => cannyCandidates(picture, rect, settings), control);
  return straightLines(hysteresis(candidates, size, false), size, settings, () => control.done(1, 1));
}

/** One byte a pixel, made rectangle by rectangle. */
async function byBlocks(own: Size, region: (rect: Rect) => Uint8Array, control: JobControl): Promise<Uint8Array> {
  const values = new Uint8Array(own.width * own.height);
  const blocks = blocksOf({ x: 0, y: 0, width: own.width, height: own.height }, blockPx);
  for (const [i, block] of blocks.entries()) {
    const part = region(block);
    for (let row = 0; row < block.height; row++)
      values.set(part.subarray(row * block.width, (row + 1) * block.width), (block.y + row) * own.width + block.x);
    await control.done(i + 1, blocks.length);
  }
  return values;
}
