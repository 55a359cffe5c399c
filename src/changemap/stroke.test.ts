import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDeltas } from '../document/changeMap/applyDeltas';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { dabStamp } from './dabStamp';
import { StampCache } from './stampCache';
import { editDeltas, editedRect } from './mapEdit';
import { blendOf } from './paintMode';
import { Stroke } from './stroke';
import { StrokeBuffer } from './StrokeBuffer';

const byte = fc.nat(255);
const setValue = blendOf('set');
const size = { width: 300, height: 280 };
const flat = (value: number) => ChangeMap.fromUint8Array(new Uint8Array(size.width * size.height).fill(value), size);
const whole = { x: 0, y: 0, ...size };

describe('the mode set', () => {
  it('rounds before + (target − before) · coverage/255', () => {
    fc.assert(
      fc.property(byte, byte, byte, (before, target, coverage) => {
        expect(setValue(before, target, coverage)).toBe(Math.round(before + ((target - before) * coverage) / 255));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('sets the target where coverage is full, whether up or down, and nothing where there is none', () => {
    expect([setValue(204, 77, 255), setValue(10, 77, 255), setValue(204, 77, 0)]).toEqual([77, 77, 204]);
    expect(setValue(255, 0, 128)).toBe(127);
  });

  it('stays between before and target, and comes nearer with more coverage', () => {
    fc.assert(
      fc.property(byte, byte, byte, byte, (before, target, a, b) => {
        const less = setValue(before, target, Math.min(a, b));
        const more = setValue(before, target, Math.max(a, b));
        expect(Math.abs(target - more)).toBeLessThanOrEqual(Math.abs(target - less));
        expect(less).toBeGreaterThanOrEqual(Math.min(before, target));
        expect(less).toBeLessThanOrEqual(Math.max(before, target));
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

describe('StrokeBuffer', () => {
  const stamp = { stamp: dabStamp({ radiusPx: 6, hardness: 0.3 }, 0, 0), x: 250, y: 250 };

  it('keeps the maximum, so that a stroke over itself does not build up', () => {
    const once = new StrokeBuffer(size);
    const often = new StrokeBuffer(size);
    once.stamp(stamp);
    for (let i = 0; i < 5; i += 1) often.stamp(stamp);
    for (const [index, tile] of once.tiles) expect(Buffer.compare(tile, often.tiles.get(index)!)).toBe(0);
    expect([...once.tiles.keys()]).toEqual([0, 1, 2, 3]);
  });

  it('tells what a dab touched, cut to the picture, and the box of all', () => {
    const buffer = new StrokeBuffer(size);
    expect(buffer.bounds).toBeNull();
    expect(buffer.stamp({ ...stamp, x: -4, y: -4 })).toEqual({ x: 0, y: 0, width: 10, height: 10 });
    expect(buffer.stamp({ ...stamp, x: 295, y: 20 })).toEqual({ x: 295, y: 20, width: 5, height: 14 });
    expect(buffer.stamp({ ...stamp, x: 300, y: 20 })).toBeNull();
    expect(buffer.bounds).toEqual({ x: 0, y: 0, width: 300, height: 34 });
  });

  it('lays the same coverage across tiles as within one', () => {
    const values = (x: number, y: number) => {
      const buffer = new StrokeBuffer(size);
      buffer.stamp({ ...stamp, x, y });
      return editedRect(flat(0), new Stroke(buffer, 255), { x, y, width: stamp.stamp.width, height: stamp.stamp.height });
    };
    expect(values(250, 250)).toEqual(stamp.stamp.coverage);
    expect(values(20, 20)).toEqual(stamp.stamp.coverage);
  });
});

describe('strokes over the map', () => {
  /** A dab of that target in the middle of the tiles, over a map of one value. */
  const dab = (before: number, target: number) => {
    const map = flat(before);
    const buffer = new StrokeBuffer(size);
    buffer.stamp(new StampCache().place({ radiusPx: 20, hardness: 0.5 }, 256, 256));
    return { map, stroke: new Stroke(buffer, target) };
  };

  it('a 30 % brush lowers 80 % in its core, blends at its edge and leaves the rest', () => {
    const { map, stroke } = dab(204, 77);
    const after = applyDeltas(map, editDeltas(map, stroke));
    expect(after.read(256, 256)).toBe(77);
    expect(after.read(256 + 15, 256)).toBeGreaterThan(77);
    expect(after.read(256 + 15, 256)).toBeLessThan(204);
    expect(after.read(256 + 21, 256)).toBe(204);
  });

  it('the eraser lowers to 0 and gives the tile back where nothing is left', () => {
    const { map, stroke } = dab(1, 0);
    expect(applyDeltas(map, editDeltas(map, stroke)).read(256, 256)).toBe(0);
    const covered = new StrokeBuffer({ width: 8, height: 8 });
    covered.stamp(new StampCache().place({ radiusPx: 40, hardness: 1 }, 4, 4));
    const small = ChangeMap.fromUint8Array(new Uint8Array(64).fill(9), { width: 8, height: 8 });
    expect(applyDeltas(small, editDeltas(small, new Stroke(covered, 0))).isEmpty()).toBe(true);
  });

  it('what is shown while painting is what is kept', () => {
    const { map, stroke } = dab(130, 255);
    const shown = editedRect(map, stroke, whole);
    expect(Buffer.compare(applyDeltas(map, editDeltas(map, stroke)).toUint8Array(), shown)).toBe(0);
    expect(Buffer.compare(editedRect(map, null, whole), map.toUint8Array())).toBe(0);
  });

  it('a stroke that changes nothing leaves no deltas', () => {
    const { map, stroke } = dab(255, 255);
    expect(editDeltas(map, stroke)).toEqual([]);
  });
});
