import { beforeEach, describe, expect, it } from 'vitest';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { ToolName } from '../viewStore';
import { FakeWorld, pointerAt } from './fakeWorld';
import type { ToolPointer } from './tool';
import { ToolHost } from './ToolHost';

let world: FakeWorld;
let host: ToolHost;
beforeEach(() => {
  world = new FakeWorld();
  host = new ToolHost(world);
});

const take = (tool: ToolName) => host.select(tool);
const drag = (from: readonly [number, number], to: readonly [number, number], more: Partial<ToolPointer> = {}) => {
  host.down(pointerAt(...from, more));
  host.move(pointerAt(...to, more));
};
const click = (x: number, y: number) => {
  host.down(pointerAt(x, y));
  host.up(1);
};
const value = (x: number, y: number) => world.map?.read(x, y);

describe('brush', () => {
  it('writes in the mode that is set', () => {
    world.map = ChangeMap.fromUint8Array(new Uint8Array(200 * 100).fill(100), { width: 200, height: 100 });
    const after = (mode: FakeWorld['settings']['mode'], strength: number, at: number) => {
      world.settings = { ...world.settings, mode, strength };
      click(at, 50);
      return value(at, 50);
    };
    expect([
      after('lighten', 0.2, 20),
      after('lighten', 0.8, 40),
      after('darken', 0.8, 60),
      after('darken', 0.2, 80),
      after('add', 0.2, 100),
      after('subtract', 0.2, 120),
      after('add', 1, 140),
    ]).toEqual([100, 204, 100, 51, 151, 49, 255]);
  });

  it('follows the pressure of a pen in size and strength, each where it is asked to', () => {
    const press = (pressure: number, settings: Partial<FakeWorld['settings']>) => {
      world = new FakeWorld();
      world.settings = { ...world.settings, sizePx: 40, ...settings };
      host = new ToolHost(world);
      host.down(pointerAt(100, 50, { kind: 'pen', samples: [{ x: 100, y: 50, pressure }] }));
      host.up(1);
      return { middle: value(100, 50), rim: value(100 + 15, 50) };
    };
    expect(press(0.5, { pressureSize: true })).toEqual({ middle: 255, rim: 0 });
    expect(press(0.5, { pressureSize: false })).toEqual({ middle: 255, rim: 255 });
    expect(press(0.5, { pressureSize: false, pressureStrength: true })).toEqual({ middle: 128, rim: 128 });
  });

  it('keeps to one axis with Shift', () => {
    host.down(pointerAt(20, 20, { shift: true }));
    host.move(pointerAt(60, 23, { shift: true }));
    host.move(pointerAt(120, 80, { shift: true }));
    host.up(1);
    expect([value(100, 20), value(120, 60)]).toEqual([255, 0]);
  });

  it('is an eraser with the other end of the pen, whichever tool is in hand', () => {
    click(50, 50);
    take('lasso');
    host.down(pointerAt(50, 50, { kind: 'pen', eraser: true }));
    host.up(1);
    expect([value(50, 50), world.committed]).toEqual([0, ['Brush stroke', 'Eraser stroke']]);
  });

  it('leaves single fingers to panning once a pen was seen, and lets a pen take over from a palm', () => {
    host.down(pointerAt(10, 10, { kind: 'touch', id: 5 }));
    host.down(pointerAt(50, 50, { kind: 'pen' }));
    host.up(1);
    host.up(5);
    expect([value(10, 10), value(50, 50)]).toEqual([0, 255]);
    drag([80, 80], [90, 80], { kind: 'touch', id: 7 });
    host.up(7);
    expect([world.pan.x, value(85, 80)]).toEqual([20, 0]);
  });
});

describe('picking', () => {
  it('takes the strength under the pointer, by tool and by Alt; Escape brings the brush back', () => {
    world.settings = { ...world.settings, strength: 0.4 };
    click(50, 50);
    world.settings = { ...world.settings, strength: 1 };
    host.down(pointerAt(50, 50, { alt: true }));
    host.up(1);
    expect(world.settings.strength).toBe(102 / 255);
    take('pick');
    drag([150, 50], [50, 50]);
    host.escape();
    expect(world.settings.strength).toBe(102 / 255);
    host.up(1);
    click(150, 50);
    expect([world.settings.strength, world.committed]).toEqual([0, ['Brush stroke']]);
  });
});

describe('shapes', () => {
  beforeEach(() => take('shape'));
  const box = () => world.map?.bounds();

  it('fills a rectangle or an ellipse when the pointer goes up', () => {
    drag([20, 20], [60, 50]);
    expect([world.outline?.lines.length, world.map?.isEmpty()]).toEqual([1, true]);
    host.up(1);
    expect([world.outline, box(), world.committed]).toEqual([null, { x: 20, y: 20, width: 40, height: 30 }, ['Rectangle']]);
    world.toolOptions = { ...world.toolOptions, shape: 'ellipse' };
    drag([100, 20], [160, 80]);
    host.up(1);
    expect([value(130, 50), value(102, 22)]).toEqual([255, 0]);
  });

  it('Shift makes sides equal, Alt draws from the centre, Space moves', () => {
    drag([20, 20], [60, 40], { shift: true });
    host.up(1);
    expect(box()).toEqual({ x: 20, y: 20, width: 40, height: 40 });
    host.select('brush');
    world.map = new ChangeMap({ width: 200, height: 100 });
    take('shape');
    drag([100, 50], [110, 55], { alt: true });
    host.up(1);
    expect(box()).toEqual({ x: 90, y: 45, width: 20, height: 10 });
    world.map = new ChangeMap({ width: 200, height: 100 });
    drag([20, 20], [40, 40]);
    host.holdPan(true);
    host.move(pointerAt(50, 40));
    host.holdPan(false);
    host.move(pointerAt(60, 40));
    host.up(1);
    expect(box()).toEqual({ x: 30, y: 20, width: 30, height: 20 });
  });

  it.each([
    ['Escape', () => host.escape()],
    ['pointercancel', () => host.cancelPointer(1)],
  ])('%s drops the shape', (_, interrupt) => {
    drag([20, 20], [60, 50]);
    interrupt();
    host.up(1);
    expect([world.outline, world.committed]).toEqual([null, []]);
  });

  it('losing the window and taking another tool keep it', () => {
    drag([20, 20], [60, 50]);
    host.blur();
    drag([80, 20], [90, 50]);
    host.select('hand');
    expect([world.committed, world.outline]).toEqual([['Rectangle', 'Rectangle'], null]);
  });

  it('a click draws nothing', () => {
    click(30, 30);
    expect(world.committed).toEqual([]);
  });
});

describe('lasso', () => {
  beforeEach(() => take('lasso'));

  it('fills what is drawn freehand', () => {
    host.down(pointerAt(20, 20));
    for (const [x, y] of [
      [60, 20],
      [60, 60],
      [20, 60],
    ] as const)
      host.move(pointerAt(x, y));
    host.up(1);
    expect([value(40, 40), value(70, 40), world.committed]).toEqual([255, 0, ['Lasso']]);
  });

  it('fills a polygon of clicks, closed by its first corner, by Enter or by a double click', () => {
    const corners = () =>
      [
        [20, 20],
        [60, 20],
        [60, 60],
      ].forEach(([x, y]) => click(x!, y!));
    corners();
    host.move(pointerAt(30, 70));
    expect(world.outline?.lines[0]?.points).toHaveLength(4);
    click(21, 21);
    corners();
    expect(host.commit()).toBe(true);
    corners();
    click(60, 60);
    expect([world.committed, world.outline, value(50, 30), value(30, 50)]).toEqual([['Lasso', 'Lasso', 'Lasso'], null, 255, 0]);
  });

  it('Backspace takes the last corner back, Escape all of them', () => {
    click(20, 20);
    click(60, 20);
    expect([host.back(), world.outline?.handles.length]).toEqual([true, 1]);
    expect([host.escape(), host.escape(), host.back(), world.outline]).toEqual([true, false, false, null]);
    expect(world.committed).toEqual([]);
  });

  it('Shift keeps the next line to multiples of 45°', () => {
    click(20, 20);
    host.move(pointerAt(60, 27, { shift: true }));
    expect(world.outline?.lines[0]?.points[1]?.y).toBeCloseTo(20);
  });

  it('taking another tool closes the polygon', () => {
    [
      [20, 20],
      [60, 20],
      [60, 60],
    ].forEach(([x, y]) => click(x!, y!));
    host.select('brush');
    expect(world.committed).toEqual(['Lasso']);
  });
});

describe('gradient', () => {
  beforeEach(() => take('gradient'));
  const shown = (x: number) => {
    const values = new Uint8Array(1);
    world.shown?.apply(values, { x, y: 50, width: 1, height: 1 });
    return values[0];
  };

  it('is shown until Enter, and its handles can be moved', () => {
    drag([0, 50], [100, 50]);
    host.up(1);
    expect([world.map?.isEmpty(), shown(0), shown(49), shown(150)]).toEqual([true, 254, 129, 0]);
    drag([101, 50], [200, 50]);
    host.up(1);
    expect(shown(100)).toBe(127);
    host.commit();
    expect([value(100, 50), value(0, 0), world.shown, world.outline, world.committed]).toEqual([127, 254, null, null, ['Gradient']]);
  });

  it('follows its options while it is pending', () => {
    drag([0, 50], [100, 50]);
    host.up(1);
    world.toolOptions = { ...world.toolOptions, gradientStart: 0, gradientEnd: 0.4 };
    host.refresh();
    expect(shown(199)).toBe(102);
    world.toolOptions = { ...world.toolOptions, gradient: 'radial' };
    host.refresh();
    expect(shown(0)).toBe(1);
  });

  it('Escape in a drag brings the handles back, and a second time drops the gradient', () => {
    drag([0, 50], [100, 50]);
    host.up(1);
    drag([100, 50], [200, 50]);
    host.escape();
    host.up(1);
    expect(shown(150)).toBe(0);
    expect([host.escape(), world.shown, host.commit(), world.committed]).toEqual([true, null, false, []]);
  });

  it('another tool keeps it, another picture drops it', () => {
    drag([0, 50], [100, 50]);
    host.up(1);
    host.select('brush');
    expect(world.committed).toEqual(['Gradient']);
    host.select('gradient');
    drag([0, 50], [100, 50]);
    host.up(1);
    host.reset();
    host.select('brush');
    expect(world.committed).toEqual(['Gradient']);
  });

  it('Shift keeps the line to multiples of 45°', () => {
    drag([0, 50], [100, 60], { shift: true });
    expect(world.outline?.handles[1]?.y).toBeCloseTo(50);
  });
});

describe('generation area', () => {
  it('takes the rectangle that is drawn; a slip is none', () => {
    take('area');
    drag([20, 20], [70, 60]);
    host.up(1);
    drag([20, 20], [22, 60]);
    host.up(1);
    drag([20, 20], [70, 60]);
    host.escape();
    host.up(1);
    expect([world.areas, world.outline]).toEqual([[{ x: 20, y: 20, width: 50, height: 40 }], null]);
  });
});

describe('fill', () => {
  it('fills from the pixel that was clicked, within the picture alone', () => {
    take('fill');
    click(20.7, 30.2);
    click(-3, 5);
    drag([20, 20], [40, 40]);
    host.escape();
    expect(world.fills).toEqual([{ x: 20, y: 30 }]);
  });
});

describe('smudge', () => {
  beforeEach(() => {
    take('smudge');
    world.settings = { ...world.settings, sizePx: 20, strength: 0.9 };
    const values = new Uint8Array(200 * 100).map((_, i) => (i % 200 < 100 ? 200 : 0));
    world.map = ChangeMap.fromUint8Array(values, { width: 200, height: 100 });
  });

  it('drags strengths over the edge, and leaves the rest alone', () => {
    drag([80, 50], [130, 50]);
    expect(world.shown).not.toBeNull();
    host.up(1);
    expect(value(115, 50)).toBeGreaterThan(20);
    expect([value(115, 70), value(50, 50), world.committed, world.shown]).toEqual([0, 200, ['Smudge stroke'], null]);
  });

  it('blurs an edge towards its mean', () => {
    world.toolOptions = { ...world.toolOptions, smudge: 'blur' };
    drag([100, 20], [100, 80]);
    host.up(1);
    expect(value(102, 50)).toBeGreaterThan(30);
    expect(value(97, 50)).toBeLessThan(170);
    expect([value(130, 50), world.committed]).toEqual([0, ['Blur stroke']]);
  });

  it('works at the rim of the picture, and Escape leaves nothing', () => {
    drag([-4, -4], [30, 3]);
    host.up(1);
    drag([195, 95], [260, 130]);
    host.escape();
    host.up(1);
    expect(world.committed).toEqual(['Smudge stroke']);
  });
});

describe('feathered shapes', () => {
  it('melt away over the feather', () => {
    take('shape');
    world.toolOptions = { ...world.toolOptions, featherPx: 4 };
    drag([60, 20], [140, 80]);
    host.up(1);
    expect([value(100, 50), value(47, 50)]).toEqual([255, 0]);
    expect(value(60, 50)).toBeGreaterThan(100);
    expect(value(60, 50)).toBeLessThan(160);
  });
});

describe('move, over a pose', () => {
  it('drags the joint that it takes hold of; Escape takes it back, another tool keeps it, elsewhere nothing happens', () => {
    world.joint = [50, 50];
    take('move');
    drag([52, 50], [80, 20]);
    host.up(1);
    drag([52, 50], [90, 20]);
    host.escape();
    host.up(1);
    drag([52, 50], [95, 20]);
    take('brush');
    take('move');
    host.up(1);
    drag([10, 10], [20, 20]);
    host.up(1);
    expect(world.grips).toEqual([[80, 20], 'kept', [90, 20], 'taken back', [95, 20], 'kept']);
  });
});
