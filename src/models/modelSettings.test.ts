import { beforeEach, expect, it, vi } from 'vitest';
import { setSettings } from '../document/commands';
import { initialSettings } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { undo } from '../document/history';
import { setByHand, settleModel } from './modelSettings';

const settings = () => {
  const { steps, guidance, scheduler } = documentStore.getState().settings;
  return { steps, guidance, scheduler };
};
const turbo = { steps: 4, guidance: 0 };
const starter = { steps: 8, guidance: 4 };

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  documentStore.setState({ settings: initialSettings });
});

it('sets a model’s steps, guidance and scheduler as it is chosen, says so, and can be undone', () => {
  setSettings({ scheduler: 'DDIMScheduler' });
  expect(settleModel('t', 'Turbo', turbo, 'EulerDiscreteScheduler')).toBe(
    '“Turbo” begins with 4 steps, guidance 0, its own scheduler (EulerDiscrete). Undo brings back what was set.',
  );
  expect(settings()).toEqual({ steps: 4, guidance: 0, scheduler: null });
  undo();
  expect(settings()).toEqual({ steps: 8, guidance: 4, scheduler: 'DDIMScheduler' });
});

it('leaves settings alone where the same model is loaded again, and the starter at the first visit', () => {
  expect(settleModel('starter', 'Starter', starter, 'DDIMScheduler')).toBeNull();
  settleModel('t', 'Turbo', turbo, '');
  setSettings({ steps: 9 });
  expect(settleModel('t', 'Turbo', turbo, '')).toBeNull();
  expect(settings().steps).toBe(9);
});

it('gives back what a person set for a model by hand', () => {
  settleModel('t', 'Turbo', turbo, '');
  setByHand('steps', 2);
  settleModel('starter', 'Starter', starter, '');
  expect(settings()).toMatchObject(starter);
  settleModel('t', 'Turbo', turbo, '');
  expect(settings()).toMatchObject({ steps: 2, guidance: 0 });
});
