import { describe, expect, it } from 'vitest';
import { toolPointer, wheelFactor, type RawPointer } from './pointerEvents';

const event: RawPointer = {
  pointerId: 4,
  pointerType: 'pen',
  button: 0,
  buttons: 1,
  pressure: 0.25,
  clientX: 110,
  clientY: 60,
  shiftKey: true,
  altKey: false,
};
const placement = { zoom: 2, pan: { x: 20, y: 0 } };
const viewport = { width: 500, height: 500, pixelRatio: 1 };

describe('toolPointer', () => {
  it('tells where the pointer is, on the screen and in the picture', () => {
    expect(toolPointer(event, { x: 10, y: 10 }, placement, viewport)).toEqual({
      id: 4,
      kind: 'pen',
      button: 0,
      eraser: false,
      view: { x: 100, y: 50 },
      picture: { x: 40, y: 25 },
      samples: [{ x: 40, y: 25, pressure: 0.25 }],
      shift: true,
      alt: false,
    });
  });

  it('takes coalesced positions, and itself where there are none', () => {
    const coalesced = {
      ...event,
      getCoalescedEvents: () => [
        { clientX: 50, clientY: 10, pressure: 0.5 },
        { clientX: 110, clientY: 60, pressure: 0.75 },
      ],
    };
    expect(toolPointer(coalesced, { x: 10, y: 10 }, placement, viewport).samples).toEqual([
      { x: 10, y: 0, pressure: 0.5 },
      { x: 40, y: 25, pressure: 0.75 },
    ]);
    expect(toolPointer({ ...event, getCoalescedEvents: () => [] }, { x: 10, y: 10 }, placement, viewport).samples).toHaveLength(1);
  });

  it('knows a pen turned over, and gives a mouse full pressure', () => {
    const read = (more: Partial<RawPointer>) => toolPointer({ ...event, ...more }, { x: 0, y: 0 }, placement, viewport);
    expect(read({ button: 5, buttons: 32 })).toMatchObject({ eraser: true, button: 0 });
    expect(read({ button: -1, buttons: 32 }).eraser).toBe(true);
    expect(read({ pointerType: 'mouse', buttons: 32 }).eraser).toBe(false);
    expect(read({ pointerType: 'mouse', pressure: 0.5 }).samples[0]!.pressure).toBe(1);
  });

  it('takes an unknown kind for a mouse', () => {
    expect(toolPointer({ ...event, pointerType: '' }, { x: 0, y: 0 }, placement, viewport).kind).toBe('mouse');
  });
});

describe('wheelFactor', () => {
  const wheel = (deltaY: number, deltaMode = 0, ctrlKey = false) => wheelFactor({ deltaY, deltaMode, ctrlKey });
  it('zooms in upwards, by about a fifth a notch, and back by the same', () => {
    expect(wheel(-120)).toBeCloseTo(1.21, 1);
    expect(wheel(-120) * wheel(120)).toBeCloseTo(1);
    expect(wheel(0)).toBe(1);
  });
  it('takes lines as well as pixels, and never jumps', () => {
    expect(wheel(-3, 1)).toBeCloseTo(wheel(-72));
    expect(wheel(-5000)).toBe(wheel(-240));
  });
  it('follows the small steps of a pinch more closely', () => {
    expect(wheel(-10, 0, true)).toBeCloseTo(Math.exp(0.1));
    expect(wheel(-120, 0, true)).toBe(wheel(-120));
  });
});
