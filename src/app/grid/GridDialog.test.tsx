// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { commitStroke, setSettings } from '../../document/commands';
import { writeRectDeltas } from '../../document/changeMap/mapDeltas';
import { documentStore } from '../../document/documentStore';
import { generateEach } from '../../generation/generate';
import { variantOf } from '../../generation/sweeps/sweeps';
import { discardResult, shownResult } from '../../generation/staging';
import { Sweeps } from '../run/methods/Sweeps';
import { draw, freshStudio } from '../testing/freshStudio';
import { sheetSize } from './drawSheet';
import { GridDialog } from './GridDialog';

const state = () => documentStore.getState();
const user = userEvent.setup();
const field = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name });

/** Strokes on the left: the inverse of the map lies on the right. */
function paintLeft(): void {
  const { changeMap } = state();
  if (changeMap) commitStroke(writeRectDeltas(changeMap, { x: 0, y: 0, width: 16, height: 24 }, new Uint8Array(384).fill(255)), 'Stroke');
}

it('a sweep of one’s own choice fills a grid, from which a result is picked', async () => {
  const engine = freshStudio();
  paintLeft();
  setSettings({ seed: 5 });
  draw(<Sweeps />);
  await user.click(screen.getByRole('button', { name: 'Compare variants' }));
  await user.clear(field('Seed: values'));
  await user.type(field('Seed: values'), '3, x');
  expect(screen.getByText(/“x” is no value of Seed/)).toBeTruthy();
  await user.clear(field('Seed: values'));
  await user.type(field('Seed: values'), '3, 4');
  await user.click(screen.getByRole('combobox', { name: 'Rows' }));
  await user.click(screen.getByRole('option', { name: 'Change map' }));
  const { area } = state();
  await user.click(screen.getByRole('button', { name: 'Run 4 edits' }));
  await waitFor(() => expect(state().results).toHaveLength(4));
  expect(engine.runs.map(({ seed }) => seed)).toEqual([3, 4, 3, 4]);
  expect(new Set(engine.runs.map(({ changeMap }) => changeMap.sha256)).size).toBe(2);
  // Nobody painted the inverse: neither map nor area follow it.
  expect([state().changeMap?.read(20, 3), area]).toEqual([0, null]);

  const close = vi.fn();
  draw(<GridDialog open onClose={close} />);
  const table = await screen.findByRole('table', { name: 'Seed × Change map' });
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['seed 3', 'seed 4']);
  expect(
    within(table)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['map as painted', 'map inverse']);
  await user.click(within(table).getByRole('button', { name: 'Show map inverse, seed 3' }));
  expect(close).toHaveBeenCalled();
  expect(shownResult()?.result.recipe).toEqual(engine.runs[2]);
  discardResult(shownResult()!.id);
  expect(await screen.findByText('3 of 4 there')).toBeTruthy();
  // Another one comes beside it, and both are chosen from.
  await generateEach([variantOf('steps 3', { steps: 3 })], { title: 'Steps', rows: [''], columns: ['steps 3'] });
  await user.click(await screen.findByRole('combobox', { name: 'Grid' }));
  await user.click(screen.getByRole('option', { name: '2: Steps · 1 of 1 there' }));
  expect(screen.getByRole('table', { name: 'Steps' })).toBeTruthy();
});

it('a sheet keeps within what canvases hold, whatever it shows', () => {
  const many = { rows: Array.from({ length: 12 }, String), columns: Array.from({ length: 12 }, String) };
  for (const cell of [
    { width: 8192, height: 100 },
    { width: 30, height: 5000 },
  ]) {
    const { width, height, cellWidth, cellHeight } = sheetSize(many, cell);
    expect(Math.max(width, height)).toBeLessThanOrEqual(4096);
    expect(Math.min(cellWidth, cellHeight)).toBeGreaterThan(0);
  }
  expect(sheetSize({ rows: [''], columns: ['a'] }, { width: 10, height: 10 }).cellWidth).toBe(10);
});
