// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { fillMap, setSettings } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { generate } from '../../generation/generate';
import { Sweeps } from '../run/methods/Sweeps';
import { draw, freshStudio } from '../testing/freshStudio';
import { StepsDialog } from './StepsDialog';

const preview = { width: 2, height: 2, rgba: new Uint8Array(16).fill(99), rect: { x: 0, y: 0, width: 32, height: 24 } };
const step = (n: number) => ({ event: { type: 'step', step: n, steps: 2, stage: null, secondsLeft: null, preview } }) as const;

it('the last run is shown step by step, once it is there', async () => {
  const user = userEvent.setup();
  freshStudio({ run: [step(1), { waitMs: 5 }, step(2)] });
  fillMap(255);
  setSettings({ steps: 2, method: 'image-to-image' });
  draw(<Sweeps />);
  await user.click(screen.getByRole('button', { name: 'Compare variants' }));
  expect(screen.queryByRole('button', { name: 'Steps of the last run' })).toBeNull();
  await generate();
  await waitFor(() => expect(documentStore.getState().results).toHaveLength(1));
  expect(await screen.findByRole('button', { name: 'Steps of the last run' })).toBeTruthy();
  draw(<StepsDialog open onClose={() => undefined} />);
  const table = screen.getByRole('table', { name: 'Steps' });
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['step 1', 'step 2']);
  expect(within(table).getByRole('rowheader', { name: 'After the step' })).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('All 2 steps were drawn.');
});
