import { Tensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { ModelSession } from '../runtime/modelSession';
import { SerialQueue } from '../runtime/serialQueue';
import { fakeRuntime, fakeSession, type FakeNetwork } from '../runtime/testing/fakeSession';
import { segmentObject, type PictureEmbedding } from './segmentObject';

const side = 8;

/** A decoder whose three masks are the left half, the right half and everything. */
function decoder(more: FakeNetwork['inputs'] = {}) {
  return fakeSession({
    inputs: {
      input_points: ['float32', [1, 1, 'n', 2]],
      input_labels: ['int64', [1, 1, 'n']],
      image_embeddings: ['float32', [1, 2]],
      ...more,
    },
    outputs: { pred_masks: ['float32', [1, 1, 3, side, side]], iou_scores: ['float32', [1, 1, 3]] },
    answer: () => {
      const masks = Float32Array.from({ length: 3 * side * side }, (_, i) => {
        const mask = Math.floor(i / (side * side));
        const isLeft = i % side < side / 2;
        return mask === 2 || isLeft === (mask === 0) ? 9 : -9;
      });
      return {
        pred_masks: new Tensor('float32', masks, [1, 1, 3, side, side]),
        iou_scores: new Tensor('float32', Float32Array.of(0.8, 0.7, 0.75), [1, 1, 3]),
      };
    },
  });
}

const embedding: PictureEmbedding = {
  outputs: [{ name: 'image_embeddings', tensor: { data: Float32Array.of(1, 2), shape: [1, 2] } }],
  framePx: 32,
  content: { width: 32, height: 16 },
};
const picture = { width: 64, height: 32 };
const opened = (session: ReturnType<typeof decoder>) =>
  ModelSession.open(fakeRuntime(session), new SerialQueue(), 'mask decoder', { graph: new Uint8Array(), external: [] });
const leftBox = { x: 0, y: 0, width: 32, height: 32 };
const rightBox = { x: 32, y: 0, width: 32, height: 32 };

describe('segmentObject', () => {
  it('gives points in the frame’s pixels, with labels, and takes the mask of the best score', async () => {
    const session = decoder();
    const answer = await segmentObject(await opened(session), embedding, picture, {
      kind: 'segment',
      points: [
        { x: 10, y: 20, adds: true },
        { x: 40, y: 4, adds: false },
      ],
      box: null,
    });
    expect(session.runs[0]).toMatchObject({
      input_points: { dims: [1, 1, 2, 2], values: [5, 10, 20, 2] },
      input_labels: { type: 'int64', dims: [1, 1, 2], values: [1, 0] },
      image_embeddings: { values: [1, 2] },
    });
    expect(answer.score).toBeCloseTo(0.8);
    expect([answer.coverage[16 * 64 + 8], answer.coverage[16 * 64 + 56]]).toEqual([255, 0]);
  });

  it('lets the middle of a box stand for it, and prefers the mask inside it', async () => {
    const session = decoder();
    const answer = await segmentObject(await opened(session), embedding, picture, { kind: 'segment', points: [], box: rightBox });
    expect(session.runs[0]).toMatchObject({ input_points: { values: [24, 8] }, input_labels: { values: [1] } });
    expect(answer.score).toBeCloseTo(0.7);
    expect([answer.coverage[16 * 64 + 8], answer.coverage[16 * 64 + 56]]).toEqual([0, 255]);
  });

  it('hands a box to a network that takes boxes', async () => {
    const session = decoder({ input_boxes: ['float32', [1, 'n', 4]] });
    await segmentObject(await opened(session), embedding, picture, {
      kind: 'segment',
      points: [{ x: 10, y: 20, adds: false }],
      box: leftBox,
    });
    expect(session.runs[0]).toMatchObject({ input_boxes: { dims: [1, 1, 4], values: [0, 0, 16, 16] }, input_labels: { values: [0] } });
  });

  it('names an input that nothing feeds', async () => {
    const session = decoder({ mask_input: ['float32', [1, 1, 256, 256]] });
    await expect(
      segmentObject(await opened(session), embedding, picture, { kind: 'segment', points: [{ x: 1, y: 1, adds: true }], box: null }),
    ).rejects.toMatchObject({ code: 'package-unsupported', message: expect.stringContaining('mask_input') as string });
  });

  it('refuses masks of another form', async () => {
    const session = decoder();
    const odd = {
      ...session,
      run: () =>
        Promise.resolve({
          pred_masks: new Tensor('float32', new Float32Array(12), [1, 1, 3, 4]),
          iou_scores: new Tensor('float32', Float32Array.of(1, 2, 3), [1, 3]),
        }),
    };
    await expect(
      segmentObject(await opened(odd), embedding, picture, { kind: 'segment', points: [{ x: 1, y: 1, adds: true }], box: null }),
    ).rejects.toMatchObject({ code: 'package-unsupported' });
  });
});
