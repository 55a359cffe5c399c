import { beforeEach, describe, expect, it } from 'vitest';
import { FakeWorld, pointerAt } from './fakeWorld';
import { ToolHost } from './ToolHost';

let world: FakeWorld;
let host: ToolHost;
beforeEach(() => {
  world = new FakeWorld();
  host = new ToolHost(world);
});
const stroke = (id = 1) => {
  host.down(pointerAt(20, 50, { id }));
  host.move(pointerAt(60, 50, { id }));
};

describe('a stroke', () => {
  it('is shown while it is painted and written when the pointer goes up', () => {
    stroke();
    expect(host.state).toBe('dragging');
    expect(world.shown?.bounds?.width).toBeGreaterThan(40);
    expect(world.map?.isEmpty()).toBe(true);
    host.up(1);
    expect(host.state).toBe('idle');
    expect(world.shown).toBeNull();
    expect(world.committed).toEqual(['Brush stroke']);
    expect([world.map?.read(40, 50), world.map?.read(40, 56), world.map?.read(66, 50)]).toEqual([255, 0, 0]);
  });

  it('paints through every coalesced position', () => {
    host.down(pointerAt(20, 20));
    host.move(
      pointerAt(60, 20, {
        samples: [
          { x: 40, y: 60, pressure: 1 },
          { x: 60, y: 20, pressure: 1 },
        ],
      }),
    );
    host.up(1);
    expect(world.map?.read(40, 58)).toBe(255);
  });

  it('is not begun without a picture', () => {
    world.map = null;
    expect(host.down(pointerAt(1, 1))).toBe(false);
    expect(host.state).toBe('idle');
  });

  it('takes the brush as it was when the stroke began', () => {
    world.settings = { ...world.settings, strength: 0.3 };
    stroke();
    world.settings = { ...world.settings, strength: 1 };
    host.up(1);
    expect(world.map?.read(40, 50)).toBe(77);
  });

  it('goes over what was changed meanwhile, e.g. by Undo', () => {
    stroke();
    const other = new ToolHost(world);
    other.down(pointerAt(150, 50, { id: 9 }));
    other.up(9);
    host.up(1);
    expect([world.map?.read(40, 50), world.map?.read(150, 50)]).toEqual([255, 255]);
  });

  it('is dropped where another picture came meanwhile', () => {
    stroke();
    host.reset();
    host.up(1);
    expect([world.committed, host.state]).toEqual([[], 'idle']);
  });

  it('with Shift joins a line to the end of the last one', () => {
    host.down(pointerAt(20, 20));
    host.up(1);
    host.down(pointerAt(120, 20, { shift: true }));
    host.up(1);
    expect(world.map?.read(70, 20)).toBe(255);
    host.reset();
    host.down(pointerAt(20, 80, { shift: true }));
    host.up(1);
    expect(world.map?.read(70, 50)).toBe(0);
  });
});

describe('interruptions', () => {
  it('Escape drops the stroke, and its pointer means nothing until it is up', () => {
    stroke();
    expect(host.escape()).toBe(true);
    expect([host.state, world.shown]).toEqual(['spent', null]);
    host.move(pointerAt(90, 50));
    expect(host.down(pointerAt(90, 50, { button: 1 }))).toBe(false);
    host.up(1);
    expect([host.state, world.committed]).toEqual(['idle', []]);
    expect(host.escape()).toBe(false);
  });

  it('pointercancel drops the stroke', () => {
    stroke();
    host.cancelPointer(1);
    expect([host.state, world.shown, world.committed]).toEqual(['idle', null, []]);
  });

  it('losing the window keeps what was painted', () => {
    stroke();
    host.blur();
    expect([host.state, world.committed]).toEqual(['idle', ['Brush stroke']]);
    host.up(1);
    expect(world.committed).toHaveLength(1);
  });

  it('taking another tool ends the stroke and keeps it', () => {
    stroke();
    host.select('eraser');
    expect([host.state, world.committed]).toEqual(['spent', ['Brush stroke']]);
    host.move(pointerAt(90, 50));
    host.up(1);
    expect(world.committed).toHaveLength(1);
    stroke();
    host.select('eraser');
    expect(host.state).toBe('dragging');
  });
});

describe('a second pointer', () => {
  it('of another kind is ignored: a palm beside a pen', () => {
    host.down(pointerAt(20, 50, { kind: 'pen' }));
    expect(host.down(pointerAt(90, 90, { id: 2, kind: 'touch' }))).toBe(false);
    host.move(pointerAt(99, 99, { id: 2, kind: 'touch' }));
    host.up(2);
    expect(host.state).toBe('dragging');
    host.cancelPointer(2);
    host.up(1);
    expect(world.committed).toEqual(['Brush stroke']);
    expect(world.map?.read(90, 90)).toBe(0);
  });

  it('a second finger turns the stroke into a pinch, which leaves no stroke', () => {
    host.down(pointerAt(20, 50, { kind: 'touch' }));
    expect(host.down(pointerAt(60, 50, { id: 2, kind: 'touch' }))).toBe(true);
    expect([host.state, world.shown]).toEqual(['pinching', null]);
    host.move(pointerAt(100, 50, { id: 2, kind: 'touch' }));
    expect(world.zooms).toEqual([{ factor: 2, anchor: { x: 120, y: 100 } }]);
    expect(world.pan).toEqual({ x: 40, y: 0 });
    host.move(pointerAt(0, 0, { id: 3, kind: 'touch' }));
    expect(world.zooms).toHaveLength(1);
    host.up(2);
    expect(host.state).toBe('spent');
    host.move(pointerAt(90, 50, { kind: 'touch' }));
    host.up(1);
    expect([host.state, world.committed]).toEqual(['idle', []]);
  });

  it('a pinch ends with pointercancel too', () => {
    host.down(pointerAt(20, 50, { kind: 'touch' }));
    host.down(pointerAt(60, 50, { id: 2, kind: 'touch' }));
    host.cancelPointer(1);
    host.cancelPointer(2);
    expect(host.state).toBe('idle');
  });
});

describe('tools', () => {
  it('the eraser writes 0 whatever the brush strength is', () => {
    stroke();
    host.up(1);
    world.settings = { ...world.settings, strength: 0.6, sizePx: 14 };
    host.select('eraser');
    stroke();
    host.up(1);
    expect(world.map?.isEmpty()).toBe(true);
    expect(world.committed).toEqual(['Brush stroke', 'Eraser stroke']);
  });

  it('the Hand, the middle button and the held Space bar move the picture', () => {
    const drag = (button: number) => {
      host.down(pointerAt(20, 50, { button }));
      host.move(pointerAt(30, 45));
      host.up(1);
    };
    drag(1);
    host.holdPan(true);
    drag(0);
    host.holdPan(false);
    host.select('hand');
    drag(0);
    expect(world.pan).toEqual({ x: 60, y: -30 });
    expect(world.committed).toEqual([]);
  });

  it('letting go of Space in mid-drag does not turn the drag into a stroke; losing the window lets go of it', () => {
    host.holdPan(true);
    host.down(pointerAt(20, 50));
    host.holdPan(false);
    host.move(pointerAt(30, 50));
    host.up(1);
    expect([world.pan.x, world.committed]).toEqual([20, []]);
    host.holdPan(true);
    host.blur();
    expect(host.panHeld).toBe(false);
  });

  it('Alt and the secondary button set size and hardness; Escape brings them back', () => {
    host.down(pointerAt(50, 50, { button: 2, alt: true }));
    host.move(pointerAt(60, 75, { alt: true }));
    expect(world.settings).toMatchObject({ sizePx: 30, hardness: 0.75 });
    host.move(pointerAt(0, 50, { alt: true }));
    expect(world.settings.sizePx).toBe(1);
    host.escape();
    expect(world.settings).toMatchObject({ sizePx: 10, hardness: 1 });
    host.up(1);
    host.down(pointerAt(50, 50, { button: 2, alt: true }));
    host.move(pointerAt(55, 50, { alt: true }));
    host.up(1);
    expect(world.settings.sizePx).toBe(20);
  });

  it('the secondary button alone does nothing', () => {
    expect(host.down(pointerAt(50, 50, { button: 2 }))).toBe(false);
    host.select('hand');
    expect(host.down(pointerAt(50, 50, { button: 2, alt: true }))).toBe(false);
  });
});

describe('a move that Konva runs', () => {
  beforeEach(() => {
    host.select('move');
    world.moving = true;
  });

  it('is taken back by Escape and by a pointer that the system takes away', () => {
    expect(host.escape()).toBe(true);
    world.moving = true;
    host.cancelPointer(1);
    expect(world.moves).toEqual(['taken back', 'taken back']);
    expect(host.escape()).toBe(false);
  });

  it('is kept when the window is lost or another tool is taken', () => {
    host.blur();
    world.moving = true;
    host.select('brush');
    expect(world.moves).toEqual(['kept', 'kept']);
  });
});
