import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeModifiers, applyInFloat, applyModifiers, haloPx } from './applyModifiers';
import { dilate, erode } from './dilate';
import { feather } from './feather';
import { isPointwise, pointwise } from './pointwise';
import { anyMap, anyModifier, reader, whole } from './testing';

/** Modifiers without steps, at which float32 and float64 could fall on either side. */
const gentle = anyModifier.filter(
  ({ kind }) => kind === 'feather' || kind === 'grow' || kind === 'shrink' || kind === 'invert' || kind === 'maximum',
);
const stacks = fc.array(anyModifier, { maxLength: 4 });

describe('a stack of modifiers', () => {
  it('gives the same whether the map is computed whole or in rectangles of any size', () => {
    fc.assert(
      fc.property(
        anyMap(40),
        stacks,
        fc.integer({ min: 1, max: 17 }),
        fc.integer({ min: 1, max: 17 }),
        (map, modifiers, tileWidth, tileHeight) => {
          const expected = applyModifiers(reader(map), map, whole(map), modifiers);
          for (let y = 0; y < map.height; y += tileHeight) {
            for (let x = 0; x < map.width; x += tileWidth) {
              const rect = { x, y, width: Math.min(tileWidth, map.width - x), height: Math.min(tileHeight, map.height - y) };
              const part = applyModifiers(reader(map), map, rect, modifiers);
              const same = part.every(
                (value, i) => value === expected[(y + Math.floor(i / rect.width)) * map.width + x + (i % rect.width)],
              );
              if (!same) throw new Error(`the rectangle at ${x}, ${y}`);
            }
          }
        },
      ),
      { seed: 1, numRuns: 150 },
    );
  });

  it('is its modifiers one after the other, in float over the whole map', () => {
    fc.assert(
      fc.property(anyMap(16), fc.array(gentle, { maxLength: 4 }), (map, modifiers) => {
        const rect = whole(map);
        let values: Float32Array = Float32Array.from(map.values);
        for (const modifier of modifiers) {
          if (modifier.kind === 'feather') values = feather(values, rect, rect, map, modifier);
          else if (modifier.kind === 'grow') values = dilate(values, rect, rect, modifier.radiusPx);
          else if (modifier.kind === 'shrink') values = erode(values, rect, rect, modifier.radiusPx);
          else if (isPointwise(modifier)) values = values.map((value) => 255 * pointwise(modifier)(value / 255));
        }
        const out = applyModifiers(reader(map), map, rect, modifiers);
        values.forEach((value, i) => expect(Math.abs(value - out[i]!)).toBeLessThanOrEqual(0.501));
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  it('rounds once: a feather and a curve together differ from the curve over rounded bytes', () => {
    const map = { width: 30, height: 1, values: Uint8Array.from({ length: 30 }, (_, i) => (i < 15 ? 40 : 0)) };
    const feather = { kind: 'feather', sigmaPx: 3, direction: 'both' } as const;
    const steep = { kind: 'levels', black: 0, white: 0.1, gamma: 1 } as const;
    const together = applyModifiers(reader(map), map, whole(map), [feather, steep]);
    const blurred = applyInFloat(reader(map), map, whole(map), [feather]);
    together.forEach((value, i) => expect(value).toBe(Math.round(Math.min(255, blurred[i]! * 10))));
    const between = applyModifiers(reader({ ...map, values: applyModifiers(reader(map), map, whole(map), [feather]) }), map, whole(map), [
      steep,
    ]);
    expect([...between]).not.toEqual([...together]);
  });

  it('asks for its halo once and for no more', () => {
    const map = { width: 100, height: 100, values: new Uint8Array(10_000).fill(7) };
    const asked: unknown[] = [];
    const modifiers = [
      { kind: 'grow', radiusPx: 5.9 },
      { kind: 'invert' },
      { kind: 'feather', sigmaPx: 2.5, direction: 'outwards' },
    ] as const;
    expect(haloPx(modifiers)).toBe(5 + 7);
    applyModifiers(
      (rect) => {
        asked.push(rect);
        return reader(map)(rect);
      },
      map,
      { x: 40, y: 0, width: 10, height: 10 },
      modifiers,
    );
    expect(asked).toEqual([{ x: 28, y: 0, width: 34, height: 22 }]);
  });

  it('leaves a map alone without modifiers, and leaves out those whose eye is closed', () => {
    fc.assert(
      fc.property(anyMap(20), (map) => {
        expect([...applyModifiers(reader(map), map, whole(map), [])]).toEqual([...map.values]);
      }),
      { seed: 3, numRuns: 20 },
    );
    expect(
      activeModifiers([
        { id: 'a', enabled: false, modifier: { kind: 'invert' } },
        { id: 'b', enabled: true, modifier: { kind: 'maximum', strength: 1 } },
      ]),
    ).toEqual([{ kind: 'maximum', strength: 1 }]);
  });
});

describe('noise', () => {
  const noise = { kind: 'noise', seed: 3, sizePx: 6, amount: 0.5 } as const;
  const grey = { width: 120, height: 120, values: new Uint8Array(14_400).fill(128) };

  it('is the same for a seed, another for another, and centred on the value', () => {
    const out = applyModifiers(reader(grey), grey, whole(grey), [noise]);
    expect([...applyModifiers(reader(grey), grey, whole(grey), [noise])]).toEqual([...out]);
    expect([...applyModifiers(reader(grey), grey, whole(grey), [{ ...noise, seed: 4 }])]).not.toEqual([...out]);
    const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
    expect(Math.abs(mean - 128)).toBeLessThan(8);
    expect(Math.max(...out) - Math.min(...out)).toBeGreaterThan(150);
  });

  it('varies over its size and not from pixel to pixel', () => {
    const step = (sizePx: number) => {
      const out = applyModifiers(reader(grey), grey, whole(grey), [{ ...noise, sizePx }]);
      let sum = 0;
      for (let i = 1; i < 120; i++) sum += Math.abs(out[i]! - out[i - 1]!);
      return sum / 119;
    };
    expect(step(2)).toBeGreaterThan(3 * step(24));
  });

  it('never lets an unpainted pixel change', () => {
    const black = { ...grey, values: new Uint8Array(14_400) };
    expect(applyModifiers(reader(black), black, whole(black), [noise]).every((value) => value === 0)).toBe(true);
  });
});
