// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { setSetting } from '../../../document/commands';
import { documentStore } from '../../../document/documentStore';
import { addExemplar } from '../../../document/exemplarCommands';
import { undo } from '../../../document/history';
import { newExemplar } from '../../../exemplars/newExemplar';
import { buildRecipe } from '../../../generation/recipe/buildRecipe';
import { runGround } from '../../../generation/recipe/runGround';
import { settingsOfRecipe } from '../../../generation/recipe/settingsOfRecipe';
import { createFakeEngine } from '../../../engine/fakeEngine';
import { draw, freshStudio } from '../../testing/freshStudio';
import { GroundSettings } from './GroundSettings';

beforeEach(() => {
  freshStudio();
});

const ground = () => documentStore.getState().settings.ground;

function addRed(): string {
  const rgba = new Uint8Array(4 * 4 * 4).fill(255);
  const at = { x: 16, y: 12, scaleX: 1, scaleY: 1, rotation: 0 };
  return addExemplar(newExemplar({ width: 4, height: 4, rgba, name: 'red' }, at, { width: 32, height: 24 }));
}

it('offers the exemplar only where there is one, and a colour only where it counts', () => {
  draw(<GroundSettings />);
  expect(screen.queryByLabelText('Colour')).toBeNull();
  act(() => setSetting('ground', { ...ground(), fill: 'colour' }));
  fireEvent.change(screen.getByLabelText('Colour'), { target: { value: '#10a0F0' } });
  expect(ground()).toEqual({ fill: 'colour', colour: '#10a0f0', exemplarId: null });
  act(() => undo());
  expect(ground().colour).toBe('#808080');
});

it('has no part in methods that go by levels of their own', () => {
  setSetting('ground', { ...ground(), fill: 'noise' });
  expect(runGround(documentStore.getState())).toEqual({ fill: 'noise' });
  setSetting('method', 'automatic-map');
  expect(runGround(documentStore.getState())).toBeNull();
  draw(<GroundSettings />);
  expect(screen.queryByText('Start from')).toBeNull();
});

it('comes back from a recipe, whose exemplar travels as pixels', async () => {
  const summary = await createFakeEngine().load({ id: 'tiny', baseUrl: '' });
  const id = addRed();
  setSetting('ground', { ...ground(), fill: 'exemplar', exemplarId: id });
  const { settings } = documentStore.getState();
  const size = { width: 32, height: 24 };
  const frozen = {
    ...size,
    rgba: new Uint8Array(32 * 24 * 4),
    changeMap: new Uint8Array(32 * 24).fill(255),
    area: { x: 0, y: 0, ...size, modelWidth: 64, modelHeight: 64 },
    ...{ settings, exemplars: [], guides: [] },
    added: { prompt: '', negativePrompt: '', loras: [], embeddings: [], controlNets: [] },
  };
  const { recipe, blobs } = await buildRecipe({ ...frozen, ground: runGround(documentStore.getState()) }, summary);
  expect(recipe.ground).toMatchObject({ fill: 'exemplar', picture: size });
  expect(recipe.ground?.fill === 'exemplar' && blobs[recipe.ground.picture.sha256]?.data.some((value) => value === 255)).toBe(true);
  expect(settingsOfRecipe(recipe).ground).toEqual({ fill: 'exemplar', colour: '#808080', exemplarId: null });
  expect((await buildRecipe(frozen, summary)).recipe).not.toHaveProperty('ground');
});

it('says what to do where the exemplar is gone', () => {
  setSetting('ground', { ...ground(), fill: 'exemplar' });
  expect(() => runGround(documentStore.getState())).toThrow('there is none');
});
