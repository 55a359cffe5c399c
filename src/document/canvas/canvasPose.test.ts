import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstPose, motionBetween, pixelsMoved, poseAfter, rectMoved, samePose } from './canvasPose';
import { pixelsAfter, rectAfter, sizeAfter, type CanvasStep } from './canvasStep';

const turns: CanvasStep[] = [1, 2, 3].map((quarters) => ({ kind: 'turn', quarters: quarters as 1 | 2 | 3 }));
const flips: CanvasStep[] = ['across', 'down'].map((axis) => ({ kind: 'flip', axis: axis as 'across' | 'down' }));
const step = fc.oneof(
  fc.constantFrom(...turns, ...flips),
  fc
    .record({
      x: fc.integer({ min: -9, max: 3 }),
      y: fc.integer({ min: -9, max: 3 }),
      width: fc.integer({ min: 4, max: 30 }),
      height: fc.integer({ min: 4, max: 30 }),
    })
    .map((frame): CanvasStep => ({ kind: 'frame', frame })),
);

it('a place found by the pose is the place found step by step, pixels too', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const first = { width: 12, height: 9 };
      const rect = { x: 2, y: 1, width: 5, height: 3 };
      const rgba = Uint8Array.from({ length: 60 }, (_, i) => i);
      let [size, place, pixels, pose] = [first, rect, rgba as Uint8Array, firstPose];
      for (const next of steps) {
        const patch = { width: place.width, height: place.height };
        pose = poseAfter(pose, next, size);
        place = rectAfter(next, size, place);
        pixels = pixelsAfter(next, pixels, patch, 4);
        size = sizeAfter(next, size);
      }
      const motion = motionBetween(firstPose, pose);
      expect(rectMoved(motion, rect)).toEqual(place);
      expect(pixelsMoved(motion, rgba, rect, 4)).toEqual(pixels);
      const back = motionBetween(pose, firstPose);
      expect(rectMoved(back, place)).toEqual(rect);
      expect(pixelsMoved(back, pixels, place, 4)).toEqual(rgba);
      expect(samePose(motionBetween(pose, pose), firstPose)).toBe(true);
    }),
  );
});
