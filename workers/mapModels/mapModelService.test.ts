import { describe, expect, it } from 'vitest';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled, root } from '../../e2e/node-runtime/nodeSession';
import type { FileSource } from '../packages/fileSource';
import type { MapModelAnswer, MapModelPicture, MapModelRequest, PromptPoint } from '../protocol/mapModels';
import type { Runtime } from '../runtime/runtime';
import { MapModelService } from './mapModelService';

const folder = (name: string) => folderSource(`${root}e2e/fixtures/map-models/${name}`);

/** A picture by a grey for each pixel. */
function picture(width: number, height: number, grey: (x: number, y: number) => number, key = 'one'): MapModelPicture {
  const rgba = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i += 1)
    rgba.fill(grey(i % width, Math.floor(i / width)), 4 * i, 4 * i + 3).fill(255, 4 * i + 3, 4 * i + 4);
  return { key, width, height, rgba };
}

/** Dark, with a bright disc of radius 20 around (40, 30) and another around (120, 60). */
const discs = picture(160, 90, (x, y) => (Math.hypot(x - 40, y - 30) < 20 || Math.hypot(x - 120, y - 60) < 20 ? 230 : 20));
const leftDisc = { x: 40, y: 30, adds: true };
const rightDisc = { x: 120, y: 60, adds: true };

function counted(): { runtime: Runtime; sessions: () => number } {
  const runtime = createNodeRuntime();
  let sessions = 0;
  return {
    runtime: {
      ...runtime,
      createSession: (model) => {
        sessions += 1;
        return runtime.createSession(model);
      },
    },
    sessions: () => sessions,
  };
}

async function segmented(
  points: readonly PromptPoint[],
  box: Extract<MapModelRequest, { kind: 'segment' }>['box'] = null,
): Promise<Extract<MapModelAnswer, { kind: 'segment' }>> {
  const answer = await new MapModelService().answer(
    createNodeRuntime(),
    'segment',
    () => folder('segment'),
    { kind: 'segment', points, box },
    discs,
  );
  if (answer.kind !== 'segment') throw new Error('wrong kind');
  return answer;
}

const at = (answer: { width: number; coverage: Uint8Array }, x: number, y: number) => answer.coverage[y * answer.width + x];

describe.skipIf(!nodeRuntimeInstalled)('MapModelService', { timeout: 60_000 }, () => {
  it('estimates depth at the model’s multiple, brighter here being nearer', async () => {
    const answer = await new MapModelService().answer(
      createNodeRuntime(),
      'depth',
      () => folder('depth'),
      { kind: 'depth' },
      picture(120, 60, (x) => 2 * x),
    );
    if (answer.kind !== 'depth') throw new Error('wrong kind');
    expect([answer.width, answer.height]).toEqual([112, 56]);
    const middle = 28 * 112;
    const row = [...answer.nearness.subarray(middle + 2, middle + 110)];
    expect(row.every((value, i) => i === 0 || value > (row[i - 1] ?? 0))).toBe(true);
    expect(row[0]).toBeLessThan(0.03);
    expect(row.at(-1)).toBeGreaterThan(0.97);
    expect(answer.nearness[middle + 56]).toBeCloseTo(0.5, 1);
  });

  it('refuses a picture without depth', async () => {
    const flat = picture(60, 60, () => 90);
    await expect(
      new MapModelService().answer(createNodeRuntime(), 'depth', () => folder('depth'), { kind: 'depth' }, flat),
    ).rejects.toMatchObject({ code: 'bad-picture' });
  });

  it('finds the object at the point, and not the other one', async () => {
    const answer = await segmented([leftDisc]);
    expect([answer.width, answer.height]).toEqual([160, 90]);
    expect(answer.score).toBeCloseTo(0.9);
    expect(at(answer, 40, 30)).toBe(255);
    expect(at(answer, 55, 30)).toBe(255);
    expect(at(answer, 40, 60)).toBe(0);
    expect(at(answer, 120, 60)).toBe(0);
    const covered = answer.coverage.reduce((sum, value) => sum + value / 255, 0);
    expect(Math.abs(covered / (Math.PI * 400) - 1)).toBeLessThan(0.12);
  });

  it('takes a second object in, and a part of one out', async () => {
    const both = await segmented([leftDisc, rightDisc]);
    expect([at(both, 40, 30), at(both, 120, 60)]).toEqual([255, 255]);
    const cut = await segmented([leftDisc, { x: 52, y: 30, adds: false }]);
    expect([at(cut, 28, 30), at(cut, 52, 30)]).toEqual([255, 0]);
  });

  it('lets a box stand for its object and covers nothing outside it', async () => {
    const answer = await segmented([], { x: 100, y: 38, width: 40, height: 22 });
    expect(at(answer, 120, 50)).toBe(255);
    expect([at(answer, 120, 62), at(answer, 40, 30)]).toEqual([0, 0]);
  });

  it('asks for a prompt where there is none', async () => {
    await expect(segmented([])).rejects.toMatchObject({ code: 'bad-map' });
    await expect(segmented([{ x: 1, y: 1, adds: false }])).rejects.toMatchObject({ code: 'bad-map' });
  });

  it('reads a picture once: a further prompt runs the decoder alone', async () => {
    const { runtime, sessions } = counted();
    const service = new MapModelService();
    const ask = (points: readonly PromptPoint[], of = discs) =>
      service.answer(runtime, 'segment', () => folder('segment'), { kind: 'segment', points, box: null }, of);
    await ask([leftDisc]);
    expect(sessions()).toBe(2);
    await ask([rightDisc]);
    expect(sessions()).toBe(2);
    await ask([leftDisc], { ...discs, key: 'another' });
    expect(sessions()).toBe(3);
    await service.release();
  });

  it('goes to the processor where the graphics card refuses', async () => {
    const broken: Runtime = {
      provider: 'webgpu',
      failure: () => null,
      createSession: () => Promise.reject(new Error('no kernel')),
      processor: createNodeRuntime(),
    };
    const answer = await new MapModelService().answer(
      broken,
      'segment',
      () => folder('segment'),
      { kind: 'segment', points: [leftDisc], box: null },
      discs,
    );
    expect(answer.kind).toBe('segment');
  });

  it('says what is wrong with a package', async () => {
    const ask = (source: FileSource, request: MapModelRequest) =>
      new MapModelService().answer(createNodeRuntime(), 'x', () => source, request, discs);
    const without = (name: string): FileSource => {
      const source = folder('segment');
      return { ...source, label: 'SlimSAM', list: async () => ((await source.list()) ?? []).filter((path) => !path.endsWith(name)) };
    };
    await expect(ask(folder('depth'), { kind: 'segment', points: [leftDisc], box: null })).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringContaining('finds no objects') as string,
    });
    await expect(
      ask(without('prompt_encoder_mask_decoder.onnx'), { kind: 'segment', points: [leftDisc], box: null }),
    ).rejects.toMatchObject({
      code: 'package-missing-file',
      message: expect.stringContaining('“prompt_encoder_mask_decoder.onnx” is not among its files') as string,
    });
    await expect(ask(folderSource(`${root}e2e/fixtures/packages/tiny`), { kind: 'depth' })).rejects.toMatchObject({
      code: 'package-unsupported',
    });
    await expect(
      ask(folder('depth'), { kind: 'depth' }).then(() =>
        new MapModelService().answer(createNodeRuntime(), 'x', () => folder('depth'), { kind: 'depth' }, { ...discs, width: 3 }),
      ),
    ).rejects.toMatchObject({ code: 'bad-picture' });
  });
});
