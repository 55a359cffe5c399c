import { clipVocabulary } from '../../e2e/node-runtime/clipVocabulary';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { readCarried } from '../../workers/pictures/metadata/carriedSettings';
import { decodePng } from '../../workers/pictures/png/decodePng';
import { openPackage } from '../../workers/packages/openPackage';
import { EngineService } from '../../workers/pipeline/engineService';
import { testEdit } from '../../workers/pipeline/testing/testEdit';
import { recipeSchema, type Recipe } from '../../workers/protocol/recipe';
import { readBlobFolder, writeBlobFolder } from './blobFolder';
import { editCommand } from './editCommand';
import { neededPixels } from './neededPixels';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixture = join(root, 'e2e/fixtures/recipes/blue-house');
const tiny = join(root, 'e2e/fixtures/packages/tiny');
// npm test installs it; without it these tests have nothing to run networks with.
const installed = existsSync(join(root, 'e2e/node-runtime/node_modules/onnxruntime-node/package.json'));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-edit-'));
});
afterEach(() => rm(folder, { recursive: true }));

const recipeOf = async (path: string): Promise<Recipe> => JSON.parse(await readFile(path, 'utf8')) as Recipe;

/** Writes a changed recipe; the blobs of the fixture lie beside it. */
async function variant(change: (recipe: Recipe) => unknown): Promise<string> {
  const path = join(folder, 'recipe.json');
  await writeFile(path, JSON.stringify(change(await recipeOf(join(fixture, 'recipe.json')))));
  await mkdir(join(folder, 'blobs'), { recursive: true });
  for (const name of await readdir(join(fixture, 'blobs'))) await copyFile(join(fixture, 'blobs', name), join(folder, 'blobs', name));
  return path;
}

describe.skipIf(!installed)('npm run edit', { timeout: 180_000 }, () => {
  it('gives the same bytes twice, and the pixels that the worker gives', async () => {
    const [one, two] = [join(folder, 'one.png'), join(folder, 'two.png')];
    for (const out of [one, two]) expect(await editCommand([join(fixture, 'recipe.json'), out])).toMatchObject({ exitCode: 0 });
    const png = await readFile(one);
    expect(Buffer.compare(png, await readFile(two))).toBe(0);

    const recipe = await recipeOf(join(fixture, 'recipe.json'));
    const { blobs } = await readBlobFolder(join(fixture, 'blobs'), neededPixels(recipe));
    const service = new EngineService({
      createRuntime: () =>
        Promise.resolve({
          runtime: createNodeRuntime(),
          capabilities: {
            provider: 'cpu',
            webgpuRefusal: null,
            adapter: null,
            shaderF16: false,
            jspi: false,
            wasmThreads: 1,
            runtimeVersion: '',
          },
        }),
      openSource: ({ baseUrl }) => folderSource(baseUrl),
      readVocabulary: clipVocabulary,
      holdLock: () => Promise.resolve(false),
    });
    await service.load({ id: 'starter', baseUrl: join(root, 'public/models/starter') }, () => undefined);
    const outcome = await service.run('1', recipe, blobs, () => undefined);
    if (!outcome.ok) throw new Error(outcome.fault.message);
    const { rect, rgba } = outcome.value;
    const written = await decodePng(png);
    const source = blobs[recipe.source.sha256]!;
    expect([written.width, written.height]).toEqual([source.width, source.height]);
    const count = { changed: 0, notOfWorker: 0, touched: 0 };
    const changeMap = blobs[recipe.changeMap.sha256]!.data;
    for (let i = 0; i < written.rgba.length; i++) {
      const [x, y] = [(i >> 2) % written.width, Math.floor((i >> 2) / written.width)];
      const inside = x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
      if (inside && written.rgba[i] !== rgba[((y - rect.y) * rect.width + x - rect.x) * 4 + (i % 4)]) count.notOfWorker += 1;
      if (changeMap[i >> 2] === 0 && written.rgba[i] !== source.data[i]) count.touched += 1;
      if (written.rgba[i] !== source.data[i]) count.changed += 1;
    }
    expect(count).toMatchObject({ notOfWorker: 0, touched: 0 });
    expect(count.changed).toBeGreaterThan(500);
  });

  it('writes the recipe into the picture, so that the studio reads it', async () => {
    const out = join(folder, 'out.png');
    await editCommand([await variant((recipe) => ({ ...recipe, steps: 2 })), out]);
    const asked: unknown = { ...(await recipeOf(join(fixture, 'recipe.json'))), steps: 2 };
    // What the recipe leaves out is written with its default.
    expect(await readCarried(await readFile(out))).toEqual({ recipe: recipeSchema.parse(asked) });
  });

  it('takes another package, and pixels as plain bytes from another folder', async () => {
    const { recipe, blobs, source } = await testEdit(
      { width: 150, height: 110 },
      { area: { x: 40, y: 30, width: 64, height: 64, modelWidth: 64, modelHeight: 64 } },
    );
    const [path, out] = [join(folder, 'recipe.json'), join(folder, 'out.png')];
    await writeFile(path, JSON.stringify(recipe));
    await mkdir(join(folder, 'pixels'));
    for (const [digest, { data }] of Object.entries(blobs)) await writeFile(join(folder, 'pixels', `${digest}.bin`), data);
    expect(await editCommand([path, out, '--package', tiny, '--blobs', join(folder, 'pixels')])).toMatchObject({ exitCode: 0 });
    const { rgba, width } = await decodePng(await readFile(out));
    const beside = rgba.filter((_, i) => (i >> 2) % width < 40);
    expect(
      Buffer.compare(
        beside,
        source.filter((_, i) => (i >> 2) % width < 40),
      ),
    ).toBe(0);
    expect(Buffer.compare(rgba, source)).not.toBe(0);
  });

  it('says so where the package is not the recipe’s', async () => {
    const path = await variant((recipe) => ({ ...recipe, steps: 1, package: { id: 'another', sha256: null } }));
    const { exitCode, lines } = await editCommand([path, join(folder, 'out.png')]);
    expect(exitCode).toBe(0);
    expect(lines.join()).toContain('“another”');
  });

  it('makes an example that runs', async () => {
    const example = join(folder, 'example');
    expect(await editCommand(['--init', example, '--sample', 'night-falls'])).toMatchObject({ exitCode: 0 });
    const recipe = await recipeOf(join(example, 'recipe.json'));
    const { geometry } = await openPackage(folderSource(join(root, 'public/models/starter')), 'starter');
    expect(recipe.area).toMatchObject({ modelWidth: geometry.nativeSize.width, modelHeight: geometry.nativeSize.height });
    await writeFile(join(example, 'recipe.json'), JSON.stringify({ ...recipe, steps: 1 }));
    expect(await editCommand([join(example, 'recipe.json'), join(folder, 'out.png')])).toMatchObject({ exitCode: 0 });
    expect(await editCommand(['--init', example])).toMatchObject({
      exitCode: 1,
      lines: [expect.stringContaining('already there'), expect.any(String)],
    });
    expect(await editCommand(['--init', join(folder, 'other'), '--sample', 'nosuch'])).toMatchObject({
      exitCode: 1,
      lines: [expect.stringContaining('“nosuch”'), expect.stringContaining('blue-house')],
    });
  });

  it('takes a drawn guide along, and sends samples with exemplars to the studio', async () => {
    const example = join(folder, 'drawn');
    expect(await editCommand(['--init', example, '--sample', 'drawn-house'])).toMatchObject({ exitCode: 0 });
    const recipe = await recipeOf(join(example, 'recipe.json'));
    expect(recipe.guides).toMatchObject([{ controlNet: 'scribble-edges', picture: { width: 256, height: 256 } }]);
    await writeFile(join(example, 'recipe.json'), JSON.stringify({ ...recipe, steps: 1 }));
    expect(await editCommand([join(example, 'recipe.json'), join(folder, 'drawn.png')])).toMatchObject({ exitCode: 0 });
    expect(await editCommand(['--init', join(folder, 'laid'), '--sample', 'a-house-moves-in'])).toMatchObject({
      exitCode: 1,
      lines: [expect.stringContaining('lays exemplars'), expect.any(String)],
    });
  });
});

describe('npm run edit refuses in words and writes nothing', () => {
  const refused = async (path: string, ...more: string[]): Promise<string> => {
    const out = join(folder, 'out.png');
    const { exitCode, lines } = await editCommand([path, out, ...more]);
    expect(exitCode).toBe(1);
    expect(existsSync(out)).toBe(false);
    expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([]);
    return lines.join('\n');
  };

  it.each([
    ['another version', (recipe: Recipe) => ({ ...recipe, version: 2 }), /version/],
    ['an unknown key', (recipe: Recipe) => ({ ...recipe, colour: 'red' }), /colour/],
    ['a value out of range', (recipe: Recipe) => ({ ...recipe, steps: 0 }), /steps/],
    ['a strength that leaves no step', (recipe: Recipe) => ({ ...recipe, strength: 0.01 }), /no step/],
    ['no recipe at all', () => [1, 2], /cannot be used/],
  ])('%s', async (_, change, sentence) => {
    expect(await refused(await variant(change))).toMatch(sentence);
  });

  it('broken JSON, no recipe, no place for the result, unknown arguments', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{"version": 1,');
    expect(await refused(path)).toMatch(/broken\.json is not JSON/);
    expect(await refused(join(folder, 'none.json'))).toMatch(/no recipe at .*none\.json/);
    expect((await editCommand([join(fixture, 'recipe.json'), join(folder, 'nowhere', 'out.png')])).lines[0]).toMatch(/no folder .*nowhere/);
    expect((await editCommand([join(fixture, 'recipe.json'), folder])).lines[0]).toMatch(/is a folder/);
    expect(await refused(join(fixture, 'recipe.json'), '--what')).toMatch(/--what[\s\S]*npm run edit/);
    expect((await editCommand([])).lines.join()).toMatch(/npm run edit/);
  });

  it('missing pixels: each by digest and use', async () => {
    const path = await variant((recipe) => recipe);
    const { source, changeMap } = await recipeOf(path);
    await rm(join(folder, 'blobs', `${changeMap.sha256}.png`));
    expect(await refused(path)).toContain(`the change map (${changeMap.sha256})`);
    await rm(join(folder, 'blobs', `${source.sha256}.png`));
    expect(await refused(path)).toContain(`the picture (${source.sha256}) and of the change map`);
  });

  it('pixels that are not those of the recipe, or no picture', async () => {
    const path = await variant((recipe) => recipe);
    const { source, changeMap } = await recipeOf(path);
    const file = join(folder, 'blobs', `${source.sha256}.png`);
    await copyFile(join(folder, 'blobs', `${changeMap.sha256}.png`), file);
    expect(await refused(path)).toMatch(/another digest/);
    await writeFile(file, 'no picture');
    expect(await refused(path)).toContain(`the picture (${source.sha256}.png) cannot be read`);
  });
});

describe('neededPixels', () => {
  it('lists everything with its use', async () => {
    const recipe = await recipeOf(join(fixture, 'recipe.json'));
    const ref = (digit: string) => ({ sha256: digit.repeat(64), width: 4, height: 4 });
    const exemplars = [
      { picture: ref('1'), changeMap: ref('2'), hold: ref('3') },
      { picture: ref('4'), changeMap: ref('5'), hold: null },
    ];
    const guides = [{ controlNet: 'pose', picture: ref('6'), weight: 1, start: 0, end: 1 }];
    const needed = neededPixels({ ...recipe, method: { name: 'exemplar-blend', passes: 'single', exemplars }, guides });
    expect(needed.map(({ kind, what }) => `${what}: ${kind}`)).toEqual([
      'the picture: rgba',
      'the change map: grey',
      'the picture of exemplar 1: rgba',
      'the change map of exemplar 1: grey',
      'the hold map of exemplar 1: grey',
      'the picture of exemplar 2: rgba',
      'the change map of exemplar 2: grey',
      'the picture of guide 1: rgba',
    ]);
  });
});

describe('a folder of blobs', () => {
  it('comes back to the byte, also under transparent pixels', async () => {
    const { recipe, blobs } = await testEdit(
      { width: 9, height: 7 },
      {},
      { source: Uint8Array.from({ length: 252 }, (_, i) => (i * 37) % 256) },
    );
    await writeBlobFolder(folder, blobs, null);
    expect((await readBlobFolder(folder, neededPixels(recipe))).blobs).toEqual(blobs);
  });
});
