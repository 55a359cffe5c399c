import { z } from 'zod';
import { ChangeMap } from '../../changeMap/ChangeMap';
import { isBlank } from '../../changeMap/tileFacts';
import { tileColumns, tileRows, tileSizeBytes } from '../../../../workers/maps/tiles/tileGrid';
import { side } from '../../entitySchemas';
import { digest, type Codec } from './codec';

/** Tiles by 'column,row'; an absent one is 0. */
export const savedTiles = z.record(z.string().regex(/^\d{1,3},\d{1,3}$/), digest);

const schema = z.strictObject({ width: side, height: side, tiles: savedTiles });

/** A change map, tile by tile. Tiles that do not lie on the map are left out. */
export const changeMapCodec: Codec<ChangeMap, z.infer<typeof schema>> = {
  schema,
  async freeze(map, keep) {
    const tiles: Record<string, string> = {};
    for (const [index, tile] of map.tiles) tiles[`${index % map.columns},${Math.floor(index / map.columns)}`] = (await keep(tile))[0] ?? '';
    return { width: map.width, height: map.height, tiles };
  },
  thaw({ width, height, tiles: saved }, take) {
    const size = { width, height };
    const columns = tileColumns(size);
    const tiles = new Map<number, Uint8Array>();
    for (const [place, piece] of Object.entries(saved)) {
      const [tx = -1, ty = -1] = place.split(',').map(Number);
      if (tx < 0 || ty < 0 || tx >= columns || ty >= tileRows(size)) continue;
      const tile = take([piece], tileSizeBytes);
      if (!isBlank(tile)) tiles.set(ty * columns + tx, tile);
    }
    return new ChangeMap(size, tiles);
  },
};
