import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeypointJudge, placeIn } from './keypointJudge';
import { readPeople } from './people';
import { nearShare } from './poseTrial';

const fixtures = join(import.meta.dirname, '../../e2e/fixtures');

describe('the judge of poses', () => {
  it('means the cells around the likeliest', () => {
    const scores = new Float32Array(64).fill(-20);
    scores[2 * 8 + 3] = 1;
    scores[2 * 8 + 4] = 1;
    const [x, y] = placeIn(scores, 8);
    expect(x).toBeCloseTo(4 / 8, 5);
    expect(y).toBeCloseTo(2.5 / 8, 5);
  });

  it('counts what lies within 8 % of the height', () => {
    const shifted = (by: number) => [[0.5 + by, 0.5] as const];
    expect(nearShare(shifted(0.03), shifted(0), 0.4)).toBe(1);
    expect(nearShare(shifted(0.033), shifted(0), 0.4)).toBe(0);
  });

  it('finds the keypoints of drawn people', async () => {
    const [judge, people] = [await openKeypointJudge(join(fixtures, 'judge')), await readPeople(join(fixtures, 'scenes'))];
    const shares = await Promise.all(
      people.map(async (person) => nearShare(await judge.look(rgbOf(person.rgba), person), person.keypoints, person.personHeight)),
    );
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.95);
  });
});

const rgbOf = (rgba: Uint8Array): Uint8Array => rgba.filter((_, i) => i % 4 !== 3);
