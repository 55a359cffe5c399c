import { beforeEach, describe, expect, it } from 'vitest';
import type { EditResult } from '../../../workers/protocol/engine';
import { flipCanvas, frameCanvas, turnCanvas } from '../canvas/canvasCommands';
import { openPicture, removeLayer } from '../commands';
import { emptyDocument, type Picture } from '../documentState';
import { documentStore } from '../documentStore';
import { flattenDocument } from '../flatten';
import { clearHistory, redo, undo } from '../history';
import { testRecipe } from '../testing/testRecipe';
import { placedResults } from './placedResults';
import { defaultResultBudgetBytes, maximumResults, resultBudgetStore, withinBudget } from './resultBudget';
import { acceptResult, addResult, discardResult, giveUpUnstarred, setResultBudget, starResult } from './resultCommands';
import type { Result } from './result';

const state = () => documentStore.getState();
const here = () => placedResults(state());
const size = { width: 6, height: 4 };
const picture = (tone: number): Picture => ({ ...size, rgba: new Uint8Array(96).fill(tone), icc: null, name: `tone ${tone}` });
const extension = { fill: 'edges', noise: 0, seed: 1 } as const;

/** Two pixels at (1, 2) and (2, 2), of which the second is covered. */
const result = (tone = 200): EditResult => ({
  rect: { x: 1, y: 2, width: 2, height: 1 },
  rgba: Uint8Array.of(9, 9, 9, 255, tone, tone, tone, 255),
  coverage: Uint8Array.of(0, 255),
  recipe: testRecipe({ area: { x: 0, y: 0, ...size, modelWidth: 64, modelHeight: 64 } }),
  provider: 'wasm',
  evaluations: { done: 1, skipped: 0, reused: 0 },
  seconds: 1,
  latentMap: { width: 2, height: 1, data: Uint8Array.of(1, 2) },
});
const add = (tone?: number) => addResult(result(tone), state());
const pixelAt = (x: number, y: number) => flattenDocument()[(y * state().picture!.width + x) * 4];

let one = '';
let opened = 0;

beforeEach(() => {
  one = `document ${(opened += 1)}`;
  clearHistory();
  documentStore.setState(emptyDocument, true);
  resultBudgetStore.setState({ budgetBytes: defaultResultBudgetBytes });
  openPicture(picture(1), one);
});

describe('a result belongs to its document', () => {
  it('waits with it while another picture is open, also one that comes late', () => {
    add();
    const origin = { documentId: state().documentId, pose: state().pose };
    openPicture(picture(2), 'two');
    expect(here()).toEqual([]);
    addResult(result(), origin);
    expect(here()).toEqual([]);
    undo();
    expect(here().map(({ number }) => number)).toEqual([2, 1]);
    redo();
    openPicture(picture(1), one);
    expect(here()).toHaveLength(2);
  });

  it('is accepted once, where it lies; undoing that makes it acceptable again', () => {
    const id = add();
    acceptResult(id);
    expect(here()[0]?.accepted).toBe(true);
    expect(pixelAt(2, 2)).toBe(200);
    expect(pixelAt(1, 2)).toBe(1);
    acceptResult(id);
    expect(state().layers).toHaveLength(1);
    undo();
    expect(here()[0]?.accepted).toBe(false);
    acceptResult(id);
    removeLayer(state().layers[0]!.id);
    expect(here()[0]?.accepted).toBe(false);
  });

  it('cannot be accepted on an empty table or on another document, and no history is lost by trying', () => {
    const id = add();
    turnCanvas(1);
    undo();
    undo();
    expect(state().picture).toBeNull();
    acceptResult(id);
    expect(state().layers).toEqual([]);
    redo();
    redo();
    expect(state().picture?.width).toBe(4);
  });

  it('discarded, it comes back with Undo, with its number', () => {
    add();
    const id = add();
    discardResult(id);
    const next = add();
    expect(here().map(({ number }) => number)).toEqual([3, 1]);
    undo();
    expect(new Set(here().map(({ number }) => number))).toEqual(new Set([1, 2, 3]));
    redo();
    expect(here().map((placed) => placed.id)).toContain(next);
    expect(here()).toHaveLength(2);
  });
});

it('all without a star are given up at once, those of other documents too; an accepted one stays as a layer', () => {
  const ids = [add(1), add(2), add(3)];
  starResult(ids[1]!, true);
  acceptResult(ids[0]!);
  openPicture(picture(2), 'another');
  addResult(result(4), state());
  giveUpUnstarred();
  expect(state().results.map(({ id }) => id)).toEqual([ids[1]]);
  undo();
  expect([state().results.length, state().layers.length]).toEqual([1, 1]);
});

describe('a result follows the canvas', () => {
  it.each([
    ['turn', () => turnCanvas(1), [1, 2]],
    ['turn left', () => turnCanvas(3), [2, 3]],
    ['flip', () => flipCanvas('across'), [3, 2]],
    ['flip down', () => flipCanvas('down'), [2, 1]],
    ['extend', () => frameCanvas({ x: -2, y: -1, width: 9, height: 6 }, extension), [4, 3]],
    ['crop', () => frameCanvas({ x: 2, y: 1, width: 3, height: 3 }, extension), [0, 1]],
  ] as const)('%s', (_, change, [x, y]) => {
    const id = add();
    change();
    acceptResult(id);
    expect(pixelAt(x, y)).toBe(200);
    const covered = flattenDocument().filter((value) => value === 200).length;
    expect(covered).toBe(3);
    undo();
    undo();
    acceptResult(id);
    expect(pixelAt(2, 2)).toBe(200);
  });

  it('its latent map, guidance image and area turn with it', () => {
    const guided = { guidanceImage: Uint8Array.of(9, 9, 9, 255, 7, 7, 7, 255), distances: [] };
    addResult({ ...result(), guided }, state());
    turnCanvas(1);
    const [placed] = here();
    expect(placed?.result.latentMap).toMatchObject({ width: 1, height: 2, data: Uint8Array.of(1, 2) });
    expect(placed?.area).toEqual({ x: 0, y: 0, width: 4, height: 6 });
    expect(placed?.result.guided?.guidanceImage).toEqual(Uint8Array.of(9, 9, 9, 255, 7, 7, 7, 255));
    turnCanvas(1);
    expect(here()[0]?.result.guided?.guidanceImage).toEqual(Uint8Array.of(7, 7, 7, 255, 9, 9, 9, 255));
  });

  it('one whose place was cut off is refused in words, and comes back with its place', () => {
    const id = add();
    frameCanvas({ x: 0, y: 0, width: 6, height: 2 }, extension);
    expect(here()[0]).toMatchObject({ gone: true });
    expect(() => acceptResult(id)).toThrow('cut off');
    expect(state().layers).toEqual([]);
    undo();
    expect(here()[0]).toMatchObject({ gone: false });
  });

  it('one that comes after the canvas turned lies where it was asked for', () => {
    const origin = { documentId: state().documentId, pose: state().pose };
    turnCanvas(1);
    acceptResult(addResult(result(), origin));
    expect(pixelAt(1, 2)).toBe(200);
  });

  it('the same state gives the same list and the same objects', () => {
    add();
    const before = here();
    expect(here()).toBe(before);
    add();
    expect(here()[1]).toBe(before[0]);
  });
});

describe('the budget of results', () => {
  const sized = (id: string, bytes: number, starred = false): Result => ({
    ...result(),
    latentMap: { width: 1, height: 1, data: new Uint8Array(bytes - 10) },
    id,
    number: 1,
    documentId: 'one',
    pose: emptyDocument.pose,
    starred,
    madeAt: 0,
  });
  const ids = (results: readonly Result[]) => results.map(({ id }) => id).join('');

  it('keeps the newest and the starred whatever they cost, of the others the newest that fit', () => {
    const results = [sized('e', 100), sized('d', 40), sized('c', 100, true), sized('b', 50), sized('a', 10)];
    expect(ids(withinBudget(results, 250))).toBe('edc');
    expect(ids(withinBudget(results, 0))).toBe('ec');
    expect(ids(withinBudget(results, 1000))).toBe('edcba');
    expect(ids(withinBudget(results, 1000, 3))).toBe('edc');
  });

  it('a star is refused where it would leave no room, and a smaller budget keeps the starred', () => {
    setResultBudget(25);
    const [first, second] = [add(), add()];
    starResult(first, true);
    starResult(second, true);
    expect(() => starResult(add(), true)).toThrow('more than the results may');
    setResultBudget(1);
    expect(here().filter(({ starred }) => starred)).toHaveLength(2);
  });

  it('no more are kept than a saved project holds', () => {
    for (let i = 0; i < maximumResults + 3; i += 1) add();
    expect(state().results).toHaveLength(maximumResults);
    expect(here()[0]?.number).toBe(maximumResults + 3);
  });
});
