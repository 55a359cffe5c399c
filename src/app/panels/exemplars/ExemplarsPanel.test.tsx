// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { ChangeMap } from '../../../document/changeMap/ChangeMap';
import { documentStore } from '../../../document/documentStore';
import { addExemplar } from '../../../document/exemplarCommands';
import { undo } from '../../../document/history';
import { chooseExemplar } from '../../../exemplars/selection';
import { draw, freshStudio } from '../../testing/freshStudio';
import { ExemplarsPanel } from './ExemplarsPanel';

const user = userEvent.setup();
const state = () => documentStore.getState();
const names = () => state().exemplars.map(({ name }) => name);

/** Lays a picture of that name on the scene's middle. */
function lay(name: string): string {
  const picture = { width: 8, height: 8, rgba: new Uint8Array(8 * 8 * 4).fill(200), name };
  const map = ChangeMap.fromUint8Array(new Uint8Array(32 * 24).fill(9), { width: 32, height: 24 });
  const placement = { x: 16, y: 12, scaleX: 1, scaleY: 1, rotation: 0 };
  return addExemplar({ picture, name, crop: { x: 0, y: 0, width: 8, height: 8 }, placement, bandPx: 4, map });
}

async function type(field: string, value: string): Promise<void> {
  const input = screen.getByRole('spinbutton', { name: field });
  await user.clear(input);
  await user.type(input, `${value}{Enter}`);
}

describe('the exemplars on screen', () => {
  beforeEach(() => {
    freshStudio();
    lay('moon');
    chooseExemplar(lay('sun'));
    draw(<ExemplarsPanel />);
  });

  it('says what one is for while there is none', () => {
    freshStudio();
    draw(<ExemplarsPanel />);
    expect(screen.getByText(/An exemplar is a picture whose content the edit takes up/)).toBeTruthy();
  });

  it('are placed by numbers, with the map following, and one step of the history takes it back', async () => {
    const before = state().exemplars[1]!.map;
    await type('Centre x', '10');
    expect(state().exemplars[1]!.placement.x).toBe(10);
    expect(state().exemplars[1]!.map).not.toBe(before);
    act(undo);
    expect(state().exemplars[1]!.placement.x).toBe(16);
  });

  it('keep what is mirrored mirrored when their size is typed', async () => {
    await user.click(screen.getByRole('button', { name: 'Flip across' }));
    await type('Width', '16');
    expect(state().exemplars[1]!.placement.scaleX).toBe(-2);
  });

  it('are told where they lie wholly outside the scene', async () => {
    await type('Centre x', '500');
    expect(screen.getByRole('alert').textContent).toContain('wholly outside the scene');
  });

  it('are hidden, held, reordered and removed', async () => {
    await user.click(screen.getByRole('button', { name: 'Hide sun' }));
    expect(state().exemplars[1]!.visible).toBe(false);
    await user.click(screen.getByRole('switch', { name: 'Hold the exemplar' }));
    expect(state().exemplars[1]!.hold).not.toBeNull();
    await user.click(screen.getByRole('button', { name: 'Bring moon forward' }));
    expect(names()).toEqual(['sun', 'moon']);
    await user.click(screen.getByRole('button', { name: 'Remove sun' }));
    expect(names()).toEqual(['moon']);
    act(undo);
    expect(names()).toEqual(['sun', 'moon']);
  });
});
