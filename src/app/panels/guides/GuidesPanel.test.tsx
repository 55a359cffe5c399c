// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { editOfTarget } from '../../../changemap/classInHand';
import { writeEdit } from '../../../changemap/largeEdit';
import { regionEdit } from '../../../changemap/regionEdit';
import { inProcessMaps } from '../../../changemap/testing/inProcessMaps';
import { commitStroke, fillMap } from '../../../document/commands';
import { ChangeMap } from '../../../document/changeMap/ChangeMap';
import { writeRectDeltas } from '../../../document/changeMap/mapDeltas';
import { flipCanvas, turnCanvas } from '../../../document/canvas/canvasCommands';
import { documentStore } from '../../../document/documentStore';
import { changeGuide } from '../../../document/guideCommands';
import { redo, undo } from '../../../document/history';
import { freezeRun } from '../../../generation/recipe/freezeRun';
import { addFoundSegment } from '../../../guides/addGuides';
import { addPoseFile } from '../../../guides/addPoseFile';
import { guideOverScene } from '../../../guides/guideOverScene';
import { gripSegment } from '../../../guides/lines/segmentView';
import { selectGuide } from '../../../guides/guideView';
import { writePose } from '../../../guides/pose/poseJson';
import { packageStore } from '../../../models/packageStore';
import { draw, freshStudio } from '../../testing/freshStudio';
import { GuidesPanel } from './GuidesPanel';

vi.mock('../../../changemap/mapWorker', () => {
  const maps = inProcessMaps();
  return { mapWorker: () => maps };
});

const user = userEvent.setup();
const state = () => documentStore.getState();
const drawing = () => {
  const content = state().guides[0]?.content;
  if (content?.of !== 'drawing') throw new Error('The guide is not drawn.');
  return content;
};
/** One dab of the pen, as its tool would commit it. */
const dab = (x: number, y: number) => {
  const { changeMap } = state();
  if (changeMap)
    act(() => commitStroke(writeRectDeltas(changeMap, { x, y, width: 2, height: 2 }, new Uint8Array(4).fill(255)), 'Brush stroke'));
};
const summary = (controlNets: readonly string[]) =>
  act(() =>
    packageStore.setState({
      summary: {
        ...{ id: 's', title: 'Scripted', sha256: null, nativeSize: { width: 32, height: 32 }, sizeMultiple: 8, scaleFactor: 8 },
        ...{ latentChannels: 4, scheduler: 'DDIMScheduler', maximumTokens: 77, provider: 'wasm', controlNets },
      },
    }),
  );

describe('guides drawn on the canvas', () => {
  beforeEach(() => {
    freshStudio();
    selectGuide(null);
    draw(<GuidesPanel />);
  });

  it('a scribble is what is drawn on, each stroke can be taken back, and it lies in the run as it is seen', async () => {
    summary(['scribble']);
    await user.click(screen.getByRole('button', { name: 'Draw a scribble' }));
    expect(state().target).toEqual({ of: 'guide', id: state().guides[0]?.id });
    dab(4, 6);
    dab(20, 6);
    expect([drawing().map.read(5, 7), drawing().map.read(21, 7), state().maps[0]?.map.isEmpty()]).toEqual([255, 255, true]);
    act(undo);
    expect([drawing().map.read(5, 7), drawing().map.read(21, 7)]).toEqual([255, 0]);
    act(redo);
    // What is meant for the change map never lands in the guide.
    act(() => fillMap(255));
    expect([drawing().map.read(0, 0), state().maps[0]?.map.read(0, 0)]).toEqual([0, 255]);
    const { summary: model } = packageStore.getState();
    const { recipe, pixels } = await freezeRun(state(), model!);
    expect(recipe.guides).toMatchObject([{ controlNet: 'scribble', weight: 1, start: 0, end: 1 }]);
    const { data } = pixels[recipe.guides[0]!.picture.sha256]!;
    expect([...data.subarray((7 * 32 + 5) * 4, (7 * 32 + 5) * 4 + 4), ...data.subarray(0, 4)]).toEqual([255, 255, 255, 255, 0, 0, 0, 255]);
  });

  it('follows the canvas as it is turned, is cleared with its button, and gives the brush back when it goes', async () => {
    await user.click(screen.getByRole('button', { name: 'Draw a scribble' }));
    dab(4, 6);
    act(() => turnCanvas(1));
    expect(drawing().map.read(24 - 1 - 7, 5)).toBe(255);
    await user.click(screen.getByRole('button', { name: 'Clear the drawing' }));
    expect(drawing().map.isEmpty()).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Remove Scribble' }));
    expect([state().guides, state().target.of]).toEqual([[], 'scene']);
  });

  it('edges are found anew while a threshold moves, and one step back undoes the whole move', async () => {
    const rgba = Uint8Array.from({ length: 32 * 24 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i >> 2) % 32 < 16 ? 60 : 100));
    act(() => documentStore.setState({ picture: { width: 32, height: 24, rgba, icc: null, name: 'p' } }));
    await user.click(screen.getByRole('button', { name: 'Edges of the scene' }));
    await waitFor(() => expect(state().guides).toHaveLength(1));
    expect([drawing().map.isEmpty(), drawing().edges]).toEqual([true, { sigmaPx: 1.4, low: 0.1, high: 0.2 }]);
    const before = drawing();
    // One move of the hand, however long this machine takes over it: moves a second apart are two steps.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    screen.getByRole('slider', { name: 'Sure edge' }).focus();
    await user.keyboard('{ArrowLeft>14/}');
    await waitFor(() => expect(drawing().edges?.high).toBeCloseTo(0.06));
    await waitFor(() => expect(drawing().map.isEmpty()).toBe(false));
    expect(drawing().edges?.low).toBeCloseTo(0.06);
    clock.mockRestore();
    act(undo);
    expect(drawing()).toEqual(before);
  });

  it('straight lines of the scene are a guide to pick from, of which shorter ones go with a slider', async () => {
    // A window of 8 × 12 pixels: four lines, of which two are longer than ten.
    const inside = (i: number) => i % 32 >= 10 && i % 32 < 18 && i >= 6 * 32 && i < 18 * 32;
    const rgba = Uint8Array.from({ length: 32 * 24 * 4 }, (_, i) => (i % 4 === 3 ? 255 : inside(i >> 2) ? 240 : 10));
    act(() => documentStore.setState({ picture: { width: 32, height: 24, rgba, icc: null, name: 'p' } }));
    await user.click(screen.getByRole('button', { name: 'Straight lines' }));
    await waitFor(() => expect(state().guides).toHaveLength(1));
    const lines = () => {
      const content = state().guides[0]?.content;
      if (content?.of !== 'segments') throw new Error('The guide is no lines.');
      return content;
    };
    const keeps = () => lines().segments.map(({ kept }) => kept);
    const whites = () => guideOverScene(lines(), { width: 32, height: 24 }).filter((value, i) => i % 4 === 0 && value > 0).length;
    expect([state().guides[0]?.kind, lines().lines.shortestPx, lines().lines.gapPx]).toEqual(['lines', 8, 2]);
    expect(keeps()).toEqual([true, true]);
    const before = whites();
    expect(before).toBeGreaterThan(20);
    const list = within(screen.getByRole('list', { name: 'Straight lines' }));
    expect(list.getAllByRole('checkbox', { name: /^1\d px, upright$/ })).toHaveLength(2);
    // From the list, on the picture, and all at once: each a step that can be taken back.
    await user.click(list.getAllByRole('checkbox')[0]!);
    expect([keeps(), whites() < before]).toEqual([[false, true], true]);
    const second = lines().segments[1]!;
    act(() => gripSegment({ x: second.x1 + 2, y: (second.y1 + second.y2) / 2 }, 3)?.end());
    expect(keeps()).toEqual([false, false]);
    act(undo);
    expect(keeps()).toEqual([false, true]);
    act(() => gripSegment({ x: second.x1 + 2, y: second.y1 }, 3)?.drop());
    expect([keeps(), gripSegment({ x: 0, y: 23 }, 3)]).toEqual([[false, true], null]);
    // What is found anew stays left out.
    const slider = screen.getByRole('slider', { name: 'Shortest line' });
    slider.focus();
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(lines().lines.shortestPx).toBe(9));
    expect(lines().segments.find(({ kept }) => kept)).toEqual({ ...second, kept: true });
    await user.click(screen.getByRole('button', { name: 'Keep none' }));
    expect(whites()).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Keep all' }));
    expect(whites()).toBe(before);
    act(() => turnCanvas(1));
    expect(guideOverScene(lines(), { width: 24, height: 32 }).filter((value, i) => i % 4 === 0 && value > 0)).toHaveLength(before);
    act(undo);
    slider.focus();
    await user.keyboard('{End}');
    await waitFor(() => expect(lines().segments).toEqual([]));
    act(undo);
    await user.click(screen.getByRole('button', { name: 'Draw on the lines' }));
    expect(
      drawing()
        .map.readRect({ x: 0, y: 0, width: 32, height: 24 })
        .filter((value) => value > 0),
    ).toHaveLength(before);
    expect(state().target.of).toBe('guide');
  });

  it('segments are painted by the names of things, each pixel one thing, in the colours that ControlNets know', async () => {
    summary(['control_v11p_sd15_seg', 'depth']);
    await user.click(screen.getByRole('button', { name: 'Paint segments' }));
    expect([state().guides[0]?.kind, state().target.of]).toEqual(['segmentation', 'guide']);
    const kinds = within(screen.getByRole('radiogroup', { name: 'What is painted' }));
    expect(kinds.getAllByRole('radio')).toHaveLength(150);
    const search = screen.getByRole('textbox', { name: 'Paint' });
    const paint = (x: number, coverage: readonly number[], target = 255) => {
      const rect = { x, y: 6, width: coverage.length, height: 1 };
      act(() =>
        writeEdit(editOfTarget(regionEdit({ rect, coverage: Uint8Array.from(coverage) }, target, 'set')), 'Brush stroke', () => undefined),
      );
    };
    await user.type(search, 'mount');
    await user.click(kinds.getByRole('radio', { name: 'mountain' }));
    paint(4, [60, 200, 255, 255]);
    await user.clear(search);
    await user.type(search, 'sea');
    expect(kinds.getAllByRole('radio').map(({ parentElement }) => parentElement?.textContent)).toEqual(['sea', 'seat']);
    await user.click(kinds.getByRole('radio', { name: 'sea' }));
    paint(6, [100, 200, 255]);
    // The edge of a brush makes no other thing of two: nothing, mountain, mountain, sea, sea.
    const row = () => [...drawing().map.readRect({ x: 4, y: 6, width: 5, height: 1 })];
    expect(row()).toEqual([0, 17, 17, 27, 27]);
    paint(7, [255, 60], 0);
    expect(row()).toEqual([0, 17, 17, 0, 27]);
    act(undo);
    expect(row()).toEqual([0, 17, 17, 27, 27]);
    // What a segmentation model found is given the thing in hand, at least half of it.
    const found = ChangeMap.fromUint8Array(
      Uint8Array.from({ length: 32 * 24 }, (_, i) => (i === 0 ? 200 : i === 1 ? 90 : 0)),
      { width: 32, height: 24 },
    );
    act(() => addFoundSegment(found));
    expect([state().guides.length, drawing().map.read(0, 0), drawing().map.read(1, 0)]).toEqual([1, 27, 0]);
    act(() => fillMap(255));
    const { recipe, pixels } = await freezeRun(state(), packageStore.getState().summary!);
    expect(recipe.guides[0]?.controlNet).toBe('control_v11p_sd15_seg');
    const { data } = pixels[recipe.guides[0]!.picture.sha256]!;
    expect([...data.subarray((6 * 32 + 6) * 4, (6 * 32 + 9) * 4)]).toEqual([143, 255, 140, 255, 9, 7, 230, 255, 9, 7, 230, 255]);
    act(() => turnCanvas(1));
    expect(drawing().map.read(24 - 1 - 6, 6)).toBe(17);
    await user.click(screen.getByRole('button', { name: 'Clear the drawing' }));
    expect([drawing().map.isEmpty(), drawing().classes]).toEqual([true, true]);
    await user.clear(search);
    await user.type(search, 'qq');
    expect(screen.getByText(/No kind of thing is called so/)).toBeTruthy();
  });

  it('says where no ControlNet suits, and what to do', async () => {
    summary([]);
    expect(screen.getByRole('note').textContent).toContain('no ControlNet');
    expect(screen.getByRole('button', { name: 'Open Models' })).toBeTruthy();
    summary(['depth']);
    await user.click(screen.getByRole('button', { name: 'Draw a scribble' }));
    const settings = within(screen.getByRole('region', { name: 'Guide Scribble' }));
    const said = settings.getAllByRole('note').map(({ textContent }) => textContent);
    expect(said.join()).toContain('No ControlNet of this package is made for scribble');
    expect(settings.getByRole('combobox', { name: 'ControlNet' }).textContent).toContain('Suiting its kind');
  });

  it('says where an edit would see nothing of a guide, and brings one that lies outside into the picture', async () => {
    summary(['scribble', 'openpose']);
    await user.click(screen.getByRole('button', { name: 'Draw a scribble' }));
    screen.getByText(/^Nothing is drawn in this guide yet/);
    dab(4, 6);
    expect(screen.queryByText(/^Nothing is drawn/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Pose a person' }));
    const pose = () => {
      const content = state().guides.find(({ kind }) => kind === 'pose')?.content;
      if (content?.of !== 'pose') throw new Error('no pose');
      return content;
    };
    const { id } = state().guides.find(({ kind }) => kind === 'pose')!;
    const far = [pose().people[0]!.map((joint) => ({ ...joint, x: 10 * joint.x + 5000, y: 10 * joint.y }))];
    act(() => changeGuide(id, { content: { of: 'pose', people: far } }, 'Move'));
    screen.getByText(/^This guide lies outside the picture/);
    await user.click(screen.getByRole('button', { name: 'Bring it into the picture' }));
    expect(pose().people[0]!.every(({ x, y }) => x >= 0 && x < 32 && y >= 0 && y < 24)).toBe(true);
    expect(screen.queryByText(/^This guide lies outside/)).toBeNull();
    act(undo);
    expect(pose().people).toEqual(far);
    act(() => changeGuide(id, { content: { of: 'pose', people: [] } }, 'Remove person'));
    screen.getByText(/^Nobody is shown/);
  });

  it('a person is posed by keys: joints move with their limbs, hide and mirror, each a step that can be taken back', async () => {
    await user.click(screen.getByRole('button', { name: 'Pose a person' }));
    const person = () => {
      const content = state().guides[0]?.content;
      if (content?.of !== 'pose') throw new Error('The guide is no pose.');
      return content.people[content.people.length - 1]!;
    };
    const first = person();
    expect(screen.getByRole('list', { name: 'Joints' }).children).toHaveLength(18);
    const wrist = screen.getByRole('button', { name: 'Left wrist' });
    wrist.focus();
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(person()[7]!.y).toBeCloseTo(first[7]!.y - 2);
    const span = (joints: typeof first, a: number, b: number) => Math.hypot(joints[a]!.x - joints[b]!.x, joints[a]!.y - joints[b]!.y);
    expect(span(person(), 6, 7)).toBeCloseTo(span(first, 6, 7));
    await user.keyboard('{Delete}');
    expect([person()[7]!.shown, wrist.getAttribute('aria-description')]).toEqual([false, expect.stringContaining('hidden')]);
    act(undo);
    act(undo);
    expect(person()).toEqual(first);
    await user.click(screen.getByRole('button', { name: 'Add a person' }));
    expect(screen.getByRole('combobox', { name: 'Person' }).textContent).toContain('Person 2');
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(person()).toEqual(first);
    await addPoseFile(new File([writePose([first, first], { width: 32, height: 24 })], 'dance.json'));
    expect([state().guides[1]?.name, state().guides[1]?.content]).toEqual(['dance', { of: 'pose', people: [first, first] }]);
    await expect(addPoseFile(new File(['{"shapes":[]}'], 'x.json'))).rejects.toThrow('no people');
    expect(state().guides).toHaveLength(2);
    act(() => flipCanvas('across'));
    expect(person()[4]!.x).toBeCloseTo(32 - first[7]!.x);
  });

  it('a pair of layouts, as it is and as it should be, makes a change map where they differ', async () => {
    await user.click(screen.getByRole('button', { name: 'Pose a person' }));
    await user.click(screen.getByRole('button', { name: 'Keep a copy as it is' }));
    expect(state().guides.map(({ role }) => role)).toEqual(['wanted', 'present']);
    await user.click(screen.getByRole('button', { name: 'Change map from both' }));
    expect(state().maps).toHaveLength(1);
    screen.getByRole('button', { name: 'Left wrist' }).focus();
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
    await user.click(screen.getByRole('button', { name: 'Change map from both' }));
    const made = state().maps[1];
    expect([made?.name, made?.modifiers.map(({ modifier }) => modifier.kind)]).toEqual(['Between the guides', ['grow', 'feather']]);
    const content = state().guides[0]?.content;
    const wrist = content?.of === 'pose' ? content.people[0]![7]! : null;
    expect(made?.map.read(Math.round(wrist!.x), Math.round(wrist!.y))).toBe(255);
    // The feet stay where they were.
    expect(made?.map.read(16, 22)).toBe(0);
  });
});
