import { guidedOfPaper } from './guidedOfPaper';
import { average } from './measures';
import type { Scene } from './scenes';
import type { Knobs, Trial } from './trial';

type Point = readonly [x: number, y: number];

/** Width of the drawn lines, in pixels. */
const penPx = 4;
/** Of the drawn mountain, in shares of the picture's side: above the horizon, to either side of its summit, and the hills beside it. */
const [tall, half, low] = [0.33, 0.19, 0.085];
/** Blue above red by more than this, in bytes, is sky. */
const skyBlue = 75;
/** Columns over which a ridge is smoothed before its summit is looked for. */
const smoothPx = 9;

/**
 * A range of mountains is drawn anew by its outline, with one summit on the other side of what was the highest one: how much nearer does
 * the picture's summit come to it? Only the range, beside the things that stand before it, may change; the caption stays.
 */
export const mountainTrial: Trial = async (studio, scenes, knobs) => {
  const led: number[] = [];
  const alone: number[] = [];
  for (const [i, scene] of scenes.entries()) {
    if (!scene.caption.includes('mountains')) continue;
    const { width, height, rgba } = scene;
    const range = { horizon: horizonOf(scene), right: leftOfThings(scene) };
    const from = summitOf(rgba, 4, scene, range);
    const to = Math.round(range.right * (from < range.right / 2 ? 0.68 : 0.32));
    const changeMap = new Uint8Array(width * height);
    for (let y = Math.round(0.23 * height); y < range.horizon; y++) changeMap.fill(255, y * width, y * width + range.right);
    const edit = { ...knobs, seed: knobs.seed + i, prompt: scene.caption, changeMap };
    const nearer = async (more: object): Promise<number> => {
      const { decoded } = await studio.edit(scene, { ...edit, ...more });
      return 1 - Math.abs(summitOf(decoded, 3, scene, range) - to) / Math.abs(from - to);
    };
    const picture = drawn(outline(to, range.horizon, scene), scene);
    led.push(await nearer({ guides: [{ controlNet: 'scribble-edges', picture }], method: guided(knobs) }));
    alone.push(await nearer({}));
  }
  if (led.length === 0) return [];
  return [
    {
      ...{ name: 'a scribble moves a mountain: nearer by', value: average(led), bar: 0.5, scenes: led.length, perScene: led },
      detail: `the highest summit’s way, guided optimisation; without the scribble ${average(alone).toFixed(2)}`,
    },
  ];
};

/** As the studio begins: the paper's 15 led steps, or all where there are fewer. */
const guided = ({ steps }: Knobs) => ({ ...guidedOfPaper, balance: 0.6, updateSteps: Math.min(15, steps) });

interface Range {
  readonly horizon: number;
  /** The first column that belongs to a thing in front. */
  readonly right: number;
}

/** The row at which most columns change abruptly: the foot of the mountains. */
function horizonOf({ width, height, rgba }: Scene): number {
  const steps = Array.from({ length: height }, (_, y) => {
    let count = 0;
    for (let x = 0; y > 0 && x < width; x++) {
      const at = 4 * (y * width + x);
      if ([0, 1, 2].some((c) => Math.abs((rgba[at + c] ?? 0) - (rgba[at - 4 * width + c] ?? 0)) > 40)) count += 1;
    }
    return count;
  });
  return steps.indexOf(Math.max(...steps));
}

/** How far from the left edge nothing stands in front of the mountains. */
function leftOfThings(scene: Scene): number {
  const horizon = horizonOf(scene);
  let right = scene.width;
  for (const { mask } of scene.objects)
    mask.forEach((value, i) => {
      if (value > 127 && i < horizon * scene.width) right = Math.min(right, i % scene.width);
    });
  return right - 4;
}

/** The column of the highest summit: rock goes up from the horizon until three rows are sky. */
function summitOf(pixels: Uint8Array, channels: number, { width }: Scene, { horizon, right }: Range): number {
  const sky = (x: number, y: number): boolean => {
    const at = (y * width + x) * channels;
    return (pixels[at + 2] ?? 0) - (pixels[at] ?? 0) > skyBlue;
  };
  const heights = Array.from({ length: right }, (_, x) => {
    let y = horizon - 6;
    while (y > 2 && !(sky(x, y) && sky(x, y - 1) && sky(x, y - 2))) y--;
    return horizon - y;
  });
  const reach = smoothPx >> 1;
  const smooth = heights.map((_, x) => average(heights.slice(Math.max(0, x - reach), x + reach + 1)));
  return smooth.indexOf(Math.max(...smooth));
}

/** The ridge with its one summit, and the horizon. */
function outline(summit: number, horizon: number, { width, height }: Scene): readonly (readonly Point[])[] {
  const hills = horizon - low * height;
  const ridge: readonly Point[] = [
    [0, hills],
    [summit - half * width, hills],
    [summit, horizon - tall * height],
    [summit + half * width, hills],
    [width - 1, hills],
  ];
  return [
    ridge,
    [
      [0, horizon],
      [width - 1, horizon],
    ],
  ];
}

/** White lines on black, RGBA. */
function drawn(lines: readonly (readonly Point[])[], { width, height }: Scene): Uint8Array {
  const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : 0));
  for (const line of lines)
    line.slice(1).forEach(([toX, toY], k) => {
      const [fromX, fromY] = line[k] ?? [toX, toY];
      const [dx, dy] = [toX - fromX, toY - fromY];
      for (let i = 0; i < width * height; i++) {
        const [x, y] = [i % width, Math.floor(i / width)];
        const along = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
        if (Math.hypot(x - fromX - along * dx, y - fromY - along * dy) <= penPx / 2) rgba.fill(255, 4 * i, 4 * i + 3);
      }
    });
  return rgba;
}
