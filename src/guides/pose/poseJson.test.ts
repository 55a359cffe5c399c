import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointCount, jointNames, standingPerson } from '../../../workers/maps/pose/skeleton';
import { maximumPeople } from '../../document/limits';
import { readPose, writePose } from './poseJson';

const scene = { width: 512, height: 512 };
const still = standingPerson(200, 20, 400);
const file = (people: readonly (readonly number[])[], more = {}) =>
  JSON.stringify({ ...more, people: people.map((flat) => ({ pose_keypoints_2d: flat })) });
const flat = still.flatMap(({ x, y }) => [x, y, 0.9]);

describe('a pose as a file', () => {
  it('comes back as it was, hidden joints included', () => {
    const coordinate = fc.double({ min: -900, max: 900, noNaN: true }).filter((value) => Math.abs(value) > 1.5);
    const person = fc
      .array(fc.record({ x: coordinate, y: coordinate, shown: fc.boolean() }), { minLength: jointCount, maxLength: jointCount })
      .filter((joints) => joints.some(({ shown }) => shown));
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 3 }), (people) => {
        expect(readPose(writePose(people, scene), scene)).toEqual(people);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('of OpenPose is brought to the scene, from its canvas or from shares of it', () => {
    const [first, second] = readPose(readFileSync(new URL('../../../e2e/fixtures/guides/people.json', import.meta.url), 'utf8'), {
      width: 1024,
      height: 256,
    });
    expect([first?.[0], second?.[7]?.shown]).toEqual([{ x: 360, y: 30, shown: true }, false]);
    const shares = readPose(file([flat.map((value, i) => (i % 3 === 2 ? value : value / 512))]), scene);
    shares[0]?.forEach(({ x, y }, i) => expect(Math.hypot(x - still[i]!.x, y - still[i]!.y)).toBeLessThan(1e-9));
  });

  it('with 25 keypoints loses what lies between the hips and the feet', () => {
    const values = Array.from({ length: 25 }, (_, i) => [i + 10, i + 100, 1]).flat();
    expect(readPose(file([values]), scene)[0]?.map(({ x }) => x - 10)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
    ]);
  });

  it.each([
    ['annotations', (keypoints: number[]) => ({ images: [], annotations: [{ keypoints }] })],
    ['detections', (keypoints: number[]) => [{ image_id: 1, keypoints, score: 0.9 }]],
    ['a single one', (keypoints: number[]) => ({ keypoints })],
  ])('of COCO (%s) is converted, its neck between the shoulders', (_, wrap) => {
    // Nose, eyes, ears, shoulders, elbows, wrists, hips, knees, ankles; left before right.
    const order = ['Nose', 'Left eye', 'Right eye', 'Left ear', 'Right ear'].concat(
      ['shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle'].flatMap((part) => [`Left ${part}`, `Right ${part}`]),
    );
    const joint = (name: string) => still[jointNames.findIndex((other) => other === name)]!;
    const [read] = readPose(JSON.stringify(wrap(order.flatMap((name) => [joint(name).x, joint(name).y, 2]))), scene);
    read?.forEach(({ x, y, shown }, i) =>
      expect([Math.abs(x - still[i]!.x) < 1e-9, Math.abs(y - still[i]!.y) < 1e-9, shown]).toEqual([true, true, true]),
    );
  });

  it('gives joints that were not found a place beside the others, and hides them', () => {
    const [read] = readPose(file([flat.map((value, i) => (i >= 21 && i < 24 ? 0 : value))]), scene);
    const [wrist] = [read![7]!];
    expect(wrist.shown).toBe(false);
    expect(Math.hypot(wrist.x - still[7]!.x, wrist.y - still[7]!.y)).toBeLessThan(1);
  });

  it.each([
    ['no JSON', '{', 'not JSON'],
    ['something else', '{"shapes":[]}', 'no people'],
    ['another form', file([[1, 2, 1]]), '1 keypoints'],
    ['COCO’s number under OpenPose’s name', file([Array(51).fill(1) as number[]]), '17 keypoints'],
    ['numbers that are none', file([[...flat.slice(0, 53), 1e300]]), 'no people'],
    ['nobody', file([Array(54).fill(0) as number[]]), 'nobody'],
    ['an empty list', '{"people":[]}', 'nobody'],
    ['a crowd', file(Array.from({ length: maximumPeople + 1 }, () => flat)), `${maximumPeople} at most`],
  ])('with %s is refused in a sentence', (_, text, words) => {
    expect(() => readPose(text, scene)).toThrow(words);
  });
});
