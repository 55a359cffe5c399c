// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { storeHere } from '../../../e2e/fixtures/inProcess/store';
import { fillMap, setSettings } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { defaultResultBudgetBytes, resultBudgets, resultBudgetStore } from '../../document/results/resultBudget';
import { setResultBudget, starResult } from '../../document/results/resultCommands';
import { generate } from '../../generation/generate';
import { draw, freshStudio } from '../testing/freshStudio';
import { RoomPage } from './RoomPage';

const { store } = storeHere();
vi.mock('../../models/studioStore', () => ({ studioStore: () => store }));
afterEach(() => setResultBudget(defaultResultBudgetBytes));

it('results have a budget in bytes, which is chosen here; what exceeds it leaves, starred ones never', async () => {
  freshStudio();
  const user = userEvent.setup();
  fillMap(255);
  for (const seed of [1, 2, 3]) {
    setSettings({ seed, seedLocked: true });
    await generate();
  }
  const { results } = documentStore.getState();
  starResult(results.at(-1)!.id, true);
  draw(<RoomPage />);
  const field = screen.getByRole('combobox', { name: 'Room for results' });
  expect(field.textContent).toContain('256 MB');
  await user.click(field);
  await user.click(await screen.findByRole('option', { name: '64 MB' }));
  await waitFor(() => expect(resultBudgetStore.getState().budgetBytes).toBe(resultBudgets[0]));
  expect(localStorage.getItem('sfumato.result-budget')).toBe(String(64 * 2 ** 20));
  expect(documentStore.getState().results).toHaveLength(3);
  // As if these few pixels filled it: the newest and the starred one stay.
  act(() => setResultBudget(1));
  expect(documentStore.getState().results.map(({ id }) => id)).toEqual([results[0]!.id, results[2]!.id]);
});
