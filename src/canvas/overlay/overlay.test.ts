import { describe, expect, it } from 'vitest';
import type { Rect } from '../../../workers/protocol/geometry';
import { cropValues } from '../../../workers/maps/rects';
import type { ScreenView } from '../scene/screenView';
import { closedAtEdges } from './closedAtEdges';
import { contourPixels, contourReachPx } from './contourPixels';
import { fillPixels } from './fillPixels';
import { overlayParts, showsArea } from './overlayParts';
import { sampleMap } from './sampleMap';

const side = 64;
const size = { width: side, height: side };
const screen: ScreenView = { width: side, height: side, zoom: 1, x: 0, y: 0, pixelRatio: 1, smooth: true };
const whole: Rect = { x: 0, y: 0, ...size };

/** A map of the values that `value` gives, read by rectangles. */
const mapOf = (value: (x: number, y: number) => number) => {
  const all = Uint8Array.from({ length: side * side }, (_, i) => value(i % side, Math.floor(i / side)));
  return (rect: Rect) => {
    expect(rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= side && rect.y + rect.height <= side).toBe(true);
    return cropValues(all, whole, rect);
  };
};

const rightHalf = mapOf((x) => (x >= 32 ? 255 : 0));

/** What a grey RGBA overlay makes of a ground of that colour. */
function over(overlay: Uint8ClampedArray, at: number, ground: readonly number[]): number[] {
  const alpha = (overlay[at * 4 + 3] ?? 0) / 255;
  return ground.map((value, c) => (overlay[at * 4 + c] ?? 0) * alpha + value * (1 - alpha));
}

describe('sampling', () => {
  it('gives the map itself at 100 %', () => {
    const read = mapOf((x, y) => (x * 5 + y * 3) % 256);
    expect(sampleMap(read, size, screen, whole)).toEqual(read(whole));
  });

  it('says null where nothing may change, and goes on beyond the edge', () => {
    expect(sampleMap(rightHalf, size, screen, { x: 0, y: 0, width: 31, height: 20 })).toBeNull();
    expect(sampleMap(rightHalf, size, screen, { x: 60, y: -4, width: 12, height: 8 })?.every((value) => value === 255)).toBe(true);
  });

  it('keeps a line of one pixel when it is reduced to a tenth', () => {
    const thin = mapOf((x) => (x === 31 ? 255 : 0));
    const values = sampleMap(thin, size, { ...screen, zoom: 0.1 }, { x: 0, y: 0, width: 6, height: 6 });
    for (let y = 0; y < 6; y += 1) expect(Math.max(...(values?.subarray(y * 6, y * 6 + 6) ?? []))).toBeGreaterThan(60);
  });

  it('is square where pixels are shown so', () => {
    const values = sampleMap(rightHalf, size, { ...screen, zoom: 8, smooth: false }, { x: 250, y: 0, width: 12, height: 1 });
    expect([...(values ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255]);
  });
});

describe('the fill', () => {
  it('is grey: it never brings a hue of its own', () => {
    const read = mapOf((x, y) => (x * y) % 256);
    for (const fill of ['hatching', 'mist'] as const) {
      const pixels = fillPixels(fill, sampleMap(read, size, screen, whole), whole, screen);
      for (let i = 0; i < side * side; i += 1) {
        expect(pixels?.[i * 4]).toBe(pixels?.[i * 4 + 1]);
        expect(pixels?.[i * 4]).toBe(pixels?.[i * 4 + 2]);
      }
    }
  });

  it('hatches nothing that stays, and more densely what changes more', () => {
    const shareAt = (value: number) => {
      const read = mapOf(() => value);
      const pixels = fillPixels('hatching', sampleMap(read, size, screen, whole), whole, screen);
      let touched = 0;
      for (let i = 0; i < side * side; i += 1) if ((pixels?.[i * 4 + 3] ?? 0) > 0) touched += 1;
      return touched / side ** 2;
    };
    expect(shareAt(0)).toBe(0);
    expect(shareAt(4)).toBe(0);
    const [weak, middling, strong] = [shareAt(40), shareAt(130), shareAt(230)] as const;
    expect(weak).toBeGreaterThan(0.05);
    expect(middling / weak).toBeCloseTo(2, 0);
    expect(strong / middling).toBeCloseTo(2, 0);
    // Most of the photograph is left as it is, even where all of it may change.
    expect(strong).toBeLessThan(0.6);
  });

  it.each([
    ['red', [214, 40, 30]],
    ['white', [255, 255, 255]],
    ['black', [0, 0, 0]],
    ['middle grey', [128, 128, 128]],
    ['green', [20, 200, 60]],
    ['blue', [30, 60, 220]],
  ])('hatching is seen on %s', (_, ground) => {
    const pixels = fillPixels('hatching', new Uint8Array(side * side).fill(60), whole, screen) ?? new Uint8ClampedArray(side * side * 4);
    const luma = (rgb: readonly number[]) => 0.2126 * (rgb[0] ?? 0) + 0.7152 * (rgb[1] ?? 0) + 0.0722 * (rgb[2] ?? 0);
    const lumas = Array.from({ length: side * side }, (_unused, at) => luma(over(pixels, at, ground)));
    expect(Math.max(...lumas) - Math.min(...lumas)).toBeGreaterThan(55);
  });

  it('lets the mist thin out to nothing where everything may change', () => {
    const pixels = fillPixels('mist', sampleMap(rightHalf, size, screen, whole), whole, screen);
    expect([pixels?.[0], pixels?.[3]]).toEqual([128, 178]);
    expect(pixels?.[(side - 1) * 4 + 3]).toBe(0);
  });

  it('keeps its place on the picture when that is moved', () => {
    const values = new Uint8Array(side * side).fill(255);
    const here = fillPixels('hatching', values, whole, screen);
    const moved = { ...screen, x: 5, y: 9 };
    expect(fillPixels('hatching', values, { ...whole, x: 5, y: 9 }, moved)).toEqual(here);
  });
});

describe('the contour', () => {
  const reach = contourReachPx(1);
  const around = (rect: Rect) => ({ x: rect.x - reach, y: rect.y - reach, width: rect.width + 2 * reach, height: rect.height + 2 * reach });
  const contourOf = (read: ReturnType<typeof mapOf>, rect = whole, least?: number) =>
    contourPixels(sampleMap(read, size, screen, around(rect)), rect, reach, 1, least);

  it('is white beside black along the edge, and nowhere else', () => {
    const pixels = contourOf(rightHalf);
    const row = Array.from({ length: side }, (_, x) => {
      const at = (20 * side + x) * 4;
      return { x, grey: pixels?.[at] ?? 0, alpha: pixels?.[at + 3] ?? 0 };
    });
    expect(row.some(({ grey, alpha }) => grey > 220 && alpha > 220)).toBe(true);
    expect(row.some(({ grey, alpha }) => grey < 60 && alpha > 70)).toBe(true);
    for (const { x, alpha } of row) if (x < 28 || x > 36) expect(alpha).toBe(0);
  });

  it('is there for a single pixel, and not at all around everything or nothing', () => {
    expect(contourOf(mapOf((x, y) => (x === 20 && y === 20 ? 255 : 0)))).not.toBeNull();
    expect(contourOf(mapOf(() => 255))).toBeNull();
    expect(contourOf(mapOf(() => 0))).toBeNull();
  });

  it('stands where the map counts for the method', () => {
    const ramp = mapOf((x) => x * 4);
    const whites = (least?: number) => {
      const row = contourOf(ramp, whole, least)?.slice(20 * side * 4, 21 * side * 4);
      return Array.from({ length: side }, (_, x) => x).filter((x) => (row?.[x * 4] ?? 0) > 220);
    };
    expect(whites().every((x) => x < 5)).toBe(true);
    expect(whites(128).every((x) => Math.abs(x - 32) < 3) && whites(128).length > 0).toBe(true);
    expect(
      contourOf(
        mapOf(() => 100),
        whole,
        128,
      ),
    ).toBeNull();
  });

  it('closes along the edge of the picture, where it is seen whole', () => {
    const inner = { x: 2, y: 2, width: side - 4, height: side - 4 };
    const values = sampleMap(
      mapOf(() => 255),
      size,
      screen,
      around(whole),
    );
    const before = values?.slice();
    const pixels = values && contourPixels(closedAtEdges(values, around(whole), inner), whole, reach, 1);
    expect(values).toEqual(before);
    const white = (x: number, y: number) => {
      const at = (y * side + x) * 4;
      return (pixels?.[at] ?? 0) > 200 && (pixels?.[at + 3] ?? 0) > 200;
    };
    for (const at of [10, 32, 50])
      for (const [x, y] of [
        [at, 1],
        [at, side - 2],
        [1, at],
        [side - 2, at],
      ] as const)
        expect(
          [-1, 0, 1].some((by) => white(x + (x === at ? 0 : by), y + (y === at && x !== at ? 0 : by))),
          `${x} ${y}`,
        ).toBe(true);
    expect(white(32, 32)).toBe(false);
    // Within the picture nothing is closed that is open, and nothing is copied.
    const middle = { x: 20, y: 20, width: 10, height: 10 };
    const part = new Uint8Array(100).fill(9);
    expect(closedAtEdges(part, middle, inner)).toBe(part);
  });

  it('is the same drawn by parts', () => {
    const circle = mapOf((x, y) => (Math.hypot(x - 30, y - 34) < 20 ? 255 : 0));
    const all = contourOf(circle);
    const part = { x: 8, y: 10, width: 30, height: 17 };
    const alone = contourOf(circle, part);
    for (let y = 0; y < part.height; y += 1)
      for (let x = 0; x < part.width * 4; x += 1)
        expect(alone?.[y * part.width * 4 + x]).toBe(all?.[((part.y + y) * side + part.x) * 4 + x]);
  });
});

describe('what is seen of the map', () => {
  const rest = { mode: 'over', tool: 'brush', over: false, editing: false, running: false, result: false, guide: false } as const;
  const cases = [
    ['at rest', {}, [false, true]],
    ['under a brush', { over: true }, [true, true]],
    ['under the hand', { over: true, tool: 'hand' }, [false, true]],
    ['while it is edited', { editing: true }, [true, true]],
    ['during a run', { running: true, over: true }, [false, true]],
    ['during a run that somebody paints in', { running: true, editing: true }, [true, true]],
    ['with a result', { result: true, over: true }, [false, false]],
    ['with a result that somebody paints on', { result: true, editing: true }, [true, true]],
    ['alone', { mode: 'map' }, [true, false]],
    ['of a guide', { guide: true, mode: 'none' }, [true, false]],
    ['of a guide, with a result', { guide: true, result: true }, [false, false]],
    ['hidden', { mode: 'none', over: true, editing: true }, [false, false]],
  ] as const;
  it.each(cases)('%s', (_, change, [fill, contour]) => {
    expect(overlayParts({ ...rest, ...change })).toEqual({ fill, contour });
  });

  it('the frame of the generation area goes while a result is shown, unless an area or the map is being drawn', () => {
    const cases = [
      [{ tool: 'brush', editing: false, result: false }, true],
      [{ tool: 'brush', editing: false, result: true }, false],
      [{ tool: 'brush', editing: true, result: true }, true],
      [{ tool: 'area', editing: false, result: true }, true],
    ] as const;
    for (const [moment, shown] of cases) expect(showsArea(moment)).toBe(shown);
  });
});
