import { describe, expect, it } from 'vitest';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import { initialSettings, type Settings } from '../../document/documentState';
import { settingsSchema } from '../../document/settingsSchema';
import { createFakeEngine } from '../../engine/fakeEngine';
import { placedPicture } from '../../guides/addGuides';
import { guideOverScene } from '../../guides/guideOverScene';
import { netForGuide } from '../../guides/netForGuide';
import { methodNames } from '../../../workers/protocol/recipe';
import { buildRecipe, type RunGuide, type RunInput } from './buildRecipe';
import { mapOfRun } from './mapOfRun';
import { offeredMethods } from '../methods/methods';

const size = { width: 8, height: 8 };
const settings = (change: Partial<Settings>): Settings => ({ ...initialSettings, ...change });
const input = (change: Partial<RunInput> = {}): RunInput => ({
  ...size,
  rgba: new Uint8Array(256).fill(9),
  changeMap: new Uint8Array(64).fill(255),
  area: { x: 0, y: 0, ...size, modelWidth: 64, modelHeight: 64 },
  settings: initialSettings,
  exemplars: [{ rgba: new Uint8Array(256), changeMap: new Uint8Array(64), hold: null }],
  guides: [],
  added: { prompt: '', negativePrompt: '', loras: [], embeddings: [], controlNets: [] },
  ...change,
});
const loaded = createFakeEngine().load({ id: 'tiny', baseUrl: '' });
const guide = (role: RunGuide['role'], fill: number): RunGuide => ({
  role,
  controlNet: 'canny',
  rgba: new Uint8Array(256).fill(fill),
  weight: 0.7,
  start: 0.1,
  end: 0.9,
});

describe('a recipe', () => {
  it('is valid for every method, and all of the engine’s are offered', async () => {
    expect(offeredMethods.map(({ value }) => value).sort()).toEqual([...methodNames].sort());
    for (const { value } of offeredMethods) {
      const { recipe } = await buildRecipe(input({ settings: settings({ method: value }) }), await loaded);
      expect(recipe.method.name).toBe(value);
    }
  });

  it('takes what the screen says', async () => {
    const { recipe } = await buildRecipe(
      input({
        settings: settings({
          method: 'automatic-map',
          automaticMap: { ...initialSettings.automaticMap, referencePrompt: '  ', noises: 3 },
          colourMatch: 0.4,
          guidanceRescale: 0.7,
          edgeSoftnessPx: 5,
          scheduler: 'LCMScheduler',
        }),
      }),
      await loaded,
    );
    expect(recipe).toMatchObject({
      method: { referencePrompt: null, noises: 3 },
      colourMatch: 0.4,
      guidanceRescale: 0.7,
      edgeSoftnessPx: 5,
      scheduler: 'LCMScheduler',
    });
  });

  it('reaches the engine with its guides and their pixels; those of the present layout only with a layout mask', async () => {
    const engine = createFakeEngine();
    const summary = await engine.load({ id: 'tiny', baseUrl: '' });
    const layoutMask = { noises: 1, noiseStrength: 0.5, clampRatio: 3, threshold: 0.1, smoothingCells: 0 };
    const { recipe, blobs } = await buildRecipe(
      input({ guides: [guide('wanted', 1), guide('present', 2)], settings: settings({ method: 'guided-optimisation', layoutMask }) }),
      summary,
    );
    await engine.run(recipe, blobs);
    const [run] = engine.runs;
    expect(run?.guides).toEqual([{ controlNet: 'canny', picture: expect.objectContaining(size), weight: 0.7, start: 0.1, end: 0.9 }]);
    expect(blobs[run!.guides[0]!.picture.sha256]?.data[0]).toBe(1);
    expect(run?.method).toMatchObject({ layoutMask: { noises: 1, guides: [{ controlNet: 'canny' }] } });
  });
});

describe('the map of a run', () => {
  const empty = new ChangeMap(size);
  const map = (change: Partial<Settings>, area: RunInput['area'] | null = null) =>
    mapOfRun(empty, { settings: settings(change), area }).toUint8Array();

  it('bounds nothing where the automatic map has none, except by a frozen area', () => {
    expect(map({ method: 'automatic-map' }).every((value) => value === 255)).toBe(true);
    expect(
      map({ method: 'automatic-map' }, { x: -2, y: 4, width: 6, height: 9, modelWidth: 64, modelHeight: 64 } as never).filter(
        (value) => value === 255,
      ),
    ).toHaveLength(16);
    expect(map({ method: 'differential' }).some((value) => value > 0)).toBe(false);
  });
});

describe('settings from disk', () => {
  it('come back as they were, and take first values where they are missing or wrong', () => {
    const kept = settings({
      method: 'guided-optimisation',
      futureHinting: false,
      optimisation: { ...initialSettings.optimisation, balance: 0.2, refinement: { gradientSteps: 1, updateSteps: 6 } },
    });
    expect(settingsSchema.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    expect(settingsSchema.parse({ prompt: 'old', method: 'differential' })).toEqual({ ...initialSettings, prompt: 'old' });
    expect(settingsSchema.parse({ ...kept, automaticMap: { noises: 'many' }, inpaintThreshold: 7 })).toEqual({
      ...kept,
      automaticMap: initialSettings.automaticMap,
      inpaintThreshold: initialSettings.inpaintThreshold,
    });
  });
});

describe('guides', () => {
  it('find the ControlNet whose name suits their kind, or one that is for nothing in particular', () => {
    expect(netForGuide({ kind: 'edges', controlNet: null }, ['depth', 'canny'])).toBe('canny');
    expect(netForGuide({ kind: 'pose', controlNet: null }, ['depth', 'canny'])).toBeNull();
    expect(netForGuide({ kind: 'pose', controlNet: 'depth' }, ['depth', 'canny'])).toBe('depth');
    expect(netForGuide({ kind: 'pose', controlNet: 'gone' }, ['controlnet'])).toBe('controlnet');
  });

  it('lie in the middle of the scene, as large as fits, and say nothing beside it', () => {
    const picture = { width: 4, height: 2, rgba: new Uint8Array(32).fill(255), name: 'g' };
    const over = guideOverScene(placedPicture(picture, size), size);
    const alpha = (y: number) => over[(y * 8 + 4) * 4 + 3];
    expect([alpha(0), alpha(4), alpha(7)]).toEqual([0, 255, 0]);
  });
});
