import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled, root } from '../../e2e/node-runtime/nodeSession';
import { memorySource } from '../packages/memorySource';
import type { Rect } from '../protocol/geometry';
import type { MapModelPicture } from '../protocol/mapModels';
import { MapModelService } from './mapModelService';
import { poseForm } from './poseForm';
import { poseGraph, redOf } from './testing/poseGraphs';

/** COCO's keypoint of each of OpenPose's joints but the neck. */
const coco = [0, null, 6, 8, 10, 5, 7, 9, 12, 14, 16, 11, 13, 15, 2, 1, 4, 3];

/** A dot for each keypoint of one person, over a rectangle of a picture. */
function dots(width: number, height: number, keypoints: number, in_: Rect, missing: readonly number[] = []): MapModelPicture {
  const rgba = new Uint8Array(4 * width * height);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  for (let k = 0; k < Math.min(keypoints, 25); k += 1)
    if (!missing.includes(k)) rgba[4 * (placeOf(k, in_).y * width + placeOf(k, in_).x)] = redOf(k);
  return { key: `${keypoints} ${JSON.stringify(in_)}`, width, height, rgba };
}

/** No two share a row or a column. */
const placeOf = (k: number, { x, y, width, height }: Rect) => ({
  x: x + Math.floor(((((7 * k) % 25) + 0.5) * width) / 25),
  y: y + Math.floor(((k + 0.5) * height) / 25),
});

const whole = { x: 0, y: 0, width: 48, height: 64 };

async function found(files: Readonly<Record<string, Uint8Array>>, picture: MapModelPicture, boxes: readonly Rect[] = []) {
  const source = memorySource(new Map(Object.entries(files)), 'Poses');
  const answer = await new MapModelService().answer(createNodeRuntime(), 'pose', () => source, { kind: 'pose', boxes }, picture);
  if (answer.kind !== 'pose') throw new Error('wrong kind');
  return answer.people;
}

describe.skipIf(!nodeRuntimeInstalled)('poses by a kept model', { timeout: 60_000 }, () => {
  it.each([
    ['simcc', 17],
    ['simcc', 133],
    ['heatmaps', 17],
    ['heatmaps', 18],
    ['heatmaps', 19],
    ['heatmaps', 25],
  ] as const)('by %s of %i keypoints are OpenPose’s 18 joints', async (form, keypoints) => {
    const [person, ...more] = await found({ 'dw-ll.onnx': poseGraph(form, keypoints) }, dots(48, 64, keypoints, whole));
    expect([person?.length, more]).toEqual([18, []]);
    const order = keypoints === 17 || keypoints === 133 ? coco : [...Array(18).keys()].map((i) => (keypoints === 25 && i > 7 ? i + 1 : i));
    order.forEach((keypoint, i) => {
      if (keypoint === null) return;
      const { x, y } = placeOf(keypoint, whole);
      expect([i, Math.abs(person![i]!.x - x - 0.5) < 0.01, Math.abs(person![i]!.y - y - 0.5) < 0.01]).toEqual([i, true, true]);
    });
    const [right, left] = [person![2]!, person![5]!];
    if (order[1] === null) expect(person![1]).toEqual({ x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 });
  });

  it('looks at each box by itself, and leaves out what it is not sure of', async () => {
    // Each box lies so that what the network sees of it, 1.25 of its size, is its own number of pixels.
    const picture = dots(120, 64, 17, { x: 6, y: 0, width: 36, height: 64 }, [10]);
    const other = dots(120, 64, 17, { x: 66, y: 0, width: 36, height: 64 });
    picture.rgba.forEach((value, i) => (picture.rgba[i] = Math.max(value, other.rgba[i]!)));
    const box = (x: number): Rect => ({ x, y: 6.4, width: 38.4, height: 51.2 });
    const people = await found({ 'end2end.onnx': poseGraph('heatmaps', 17) }, picture, [box(4.8), box(64.8)]);
    expect(people.map((person) => [person[0] && Math.floor(person[0].x), person[4] === null])).toEqual([
      [6, true],
      [66, false],
    ]);
  });

  it('as logits too, in the proportions of the picture: the keypoints of a drawn person', async () => {
    const { people } = JSON.parse(readFileSync(`${root}e2e/fixtures/scenes/people.json`, 'utf8')) as {
      people: { picture: string; keypoints: [number, number][] }[];
    };
    const { picture, keypoints } = people[3]!;
    const { width, height, channels, data } = decode(readFileSync(`${root}e2e/fixtures/scenes/${picture}`));
    const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) => (i % 4 < channels ? data[(i >> 2) * channels + (i % 4)]! : 255));
    const settings = '{"image_mean":[0.5,0.5,0.5],"image_std":[0.5,0.5,0.5],"size":{"width":256,"height":256}}';
    const [person] = await found(
      {
        'model.onnx': new Uint8Array(readFileSync(`${root}e2e/fixtures/judge/keypoints.onnx`)),
        'preprocessor_config.json': new TextEncoder().encode(settings),
      },
      { key: picture, width, height, rgba },
    );
    const near = keypoints.filter(([x, y], i) => person![i] && Math.hypot(person![i].x / width - x, person![i].y / height - y) < 0.03);
    expect(near.length).toBeGreaterThanOrEqual(17);
  });

  it('says where there is nobody, and what does not find joints', async () => {
    const nobody = dots(48, 64, 0, whole);
    await expect(found({ 'model.onnx': poseGraph('simcc', 17) }, nobody)).rejects.toMatchObject({
      code: 'bad-picture',
      message: 'The pose model finds nobody in this picture.',
    });
    await expect(found({ 'model.onnx': poseGraph('heatmaps', 21) }, nobody)).rejects.toThrow('“heatmaps” of batch × 21 × 64 × 48');
    expect(() => poseForm([{ name: 'images', shape: [1, 3, 640, 640] }], [{ name: 'output', shape: [1, 8400, 85] }])).toThrow(
      'no pose model',
    );
    expect(() => poseForm([{ name: 'input_ids', shape: [1, 77] }], [])).toThrow('“input_ids” of 1 × 77');
  });
});
