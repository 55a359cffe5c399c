import { beforeEach, expect, it } from 'vitest';
import { openPicture } from '../commands';
import { emptyDocument } from '../documentState';
import { documentStore } from '../documentStore';
import { contentOf, openContent } from '../snapshot';
import { documentCodec } from '../storage/codecs/documentCodec';
import { manifestText, parseManifest } from '../storage/manifest';
import { gridSchema, maximumGrids, type Grid } from './grid';
import { addGrid, cellsThere, ownGrids, setCell } from './gridCommands';
import type { Result } from './result';

const state = () => documentStore.getState();
/** As much of a result as a grid asks for. */
const result = (id: string) =>
  ({ id, documentId: state().documentId, starred: false, rgba: new Uint8Array(4), coverage: new Uint8Array(1) }) as Result;
const shape = { title: 'Seeds', rows: [''], columns: ['seed 1', 'seed 2'] };

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  openPicture({ width: 4, height: 4, rgba: new Uint8Array(64), icc: null, name: 'p' }, 'one');
});

it('a grid fills as results come and is there for as long as one of them is', () => {
  const id = addGrid(shape, 'one');
  expect(ownGrids(state())).toEqual([]);
  setCell(id, 1, 'r');
  setCell('unknown', 0, 'r');
  documentStore.setState({ results: [result('r')] });
  const [grid] = ownGrids(state());
  expect([grid?.cells, grid && cellsThere(grid, state().results)]).toEqual([[null, 'r'], 1]);
  documentStore.setState({ results: [] });
  expect(ownGrids(state())).toEqual([]);
  addGrid(shape, 'one');
  expect(state().grids).toHaveLength(1);
});

it('no more are kept than a saved document holds, and names no longer than it holds', () => {
  documentStore.setState({ results: [result('r')] });
  for (let i = 0; i < maximumGrids + 5; i += 1) setCell(addGrid({ ...shape, title: 'x'.repeat(999) }, 'one'), 0, 'r');
  expect(state().grids).toHaveLength(maximumGrids);
  for (const grid of state().grids) expect(gridSchema.safeParse(grid).success).toBe(true);
});

it('comes with a project that is opened over another picture, once', () => {
  const id = addGrid(shape, 'one');
  setCell(id, 0, 'r');
  const content = { ...contentOf(state()), results: [result('r')] };
  openPicture({ width: 4, height: 4, rgba: new Uint8Array(64), icc: null, name: 'q' }, 'two');
  documentStore.setState({ grids: [] });
  openContent(content);
  expect(ownGrids(state()).map((grid) => grid.id)).toEqual([id]);
  openContent(content);
  expect(state().grids).toHaveLength(1);
});

it('is checked at the door: what does not fit its rows and columns is refused, and documents of before have none', async () => {
  const grid: Grid = { id: 'g', documentId: 'one', ...shape, cells: ['r', null] };
  const text = manifestText(await documentCodec.freeze({ ...contentOf(state()), grids: [grid] }, () => Promise.resolve([])));
  expect(parseManifest(text)?.grids).toEqual([grid]);
  for (const wrong of [{ cells: ['r'] }, { columns: [] }, { cells: ['r', 3] }, { title: 'x'.repeat(300) }, { more: 1 }]) {
    const changed = { ...(JSON.parse(text) as object), grids: [{ ...grid, ...wrong }] };
    expect(parseManifest(JSON.stringify(changed)), JSON.stringify(wrong)).toBeNull();
  }
  const { grids: none, ...before } = JSON.parse(text) as Record<string, unknown>;
  expect(none).toHaveLength(1);
  expect(parseManifest(JSON.stringify(before))?.grids).toEqual([]);
});
