import { describe, expect, it } from 'vitest';
import type { AddOnFacts } from '../../workers/protocol/addOns';
import { initialSettings } from '../document/documentState';
import { settingsSchema } from '../document/settingsSchema';
import { storedPackage } from '../models/fakeStore';
import { addOnFiles } from './addOnFiles';
import { keptAddOns, type KeptAddOn } from './keptAddOns';
import { readTags, unfinishedTag } from './promptTags';
import { runAddOns } from './runAddOns';
import { runNets } from './runNets';
import { testRecipe } from '../document/testing/testRecipe';

const facts = (change: Partial<AddOnFacts>): AddOnFacts => ({
  kind: 'lora',
  family: 'sd1',
  words: '',
  notes: [],
  triggerWords: [],
  strength: 1,
  token: null,
  ...change,
});
const kept = (title: string, change: Partial<AddOnFacts> = {}): KeptAddOn => ({
  id: `import:${title}`,
  title,
  sha256: title.charCodeAt(0).toString(16).padStart(2, '0').repeat(32),
  facts: facts(change),
});
const model = { title: 'Dream', addOnFamily: 'sd1' } as const;
const [night, paper, xl] = [kept('night'), kept('paper'), kept('xl', { family: 'sdxl' })];
const moon = kept('moon', { kind: 'embedding', token: 'moonlit' });
const use = ({ sha256, title: name }: KeptAddOn, strength = 1) => ({ sha256, name, strength });

describe('tags in a prompt', () => {
  it.each([
    ['a house <lora:night:0.8>', 'a house', [['night', 0.8]]],
    [
      '<lora:night>, a house, <LORA:pen and ink:-1.5>, snow',
      'a house, snow',
      [
        ['night', 1],
        ['pen and ink', -1.5],
      ],
    ],
    ['<lora:a:.5:0.7> x', 'x', [['a', 0.7]]],
    ['<lora:a:te=0.2:unet=0.9> x', 'x', [['a', 0.9]]],
    ['<lyco:a:1> x', 'x', [['a', 1]]],
    ['a <lora:night:much> b', 'a <lora:night:much> b', []],
    ['1 < 2, lora:a > b', '1 < 2, lora:a > b', []],
  ] as const)('%s', (prompt, text, tags) => {
    const read = readTags(prompt);
    expect([read.text, read.tags.map(({ name, strength }) => [name, strength])]).toEqual([text, tags]);
  });

  it('leaves a prompt without tags to the letter', () => {
    const typed = '  a,, “b” it’s &amp; <b>bold</b>\u00a0\ufb01ne\n ';
    expect(readTags(typed).text).toBe(typed);
    expect(runAddOns({ ...initialSettings, prompt: typed, negativePrompt: typed }, [], model)).toMatchObject({
      prompt: typed,
      negativePrompt: typed,
    });
  });
});

it.each([
  ['a house <lora:ni', 'ni'],
  ['a <lora:, b', ''],
  ['a <lora:night:0.8> b', null],
  ['a <lora:night:0.8> b <lora:pa', 'pa'],
  ['a house', null],
])('of “%s” the unfinished tag is %j', (prompt, name) => {
  const found = unfinishedTag(prompt);
  expect(found?.name ?? null).toBe(name);
  if (found) expect(prompt.slice(found.at, found.end)).toBe(`<lora:${name}`);
});

describe('what a run adds to its model', () => {
  const run = (change: Partial<typeof initialSettings>, taking: Parameters<typeof runAddOns>[2] = model) =>
    runAddOns({ ...initialSettings, ...change }, [night, paper, xl, moon], taking);

  it('takes the rows and the prompt’s tags, whose strength counts', () => {
    const added = run({ prompt: 'a house <lora:Night:0.8>', loras: [use(night, 0.3), use(paper, 2)] });
    expect(added).toEqual({
      prompt: 'a house',
      negativePrompt: '',
      loras: [use(night, 0.8), use(paper, 2)],
      embeddings: [],
      notes: [],
      tagNotes: [],
    });
  });

  it('names what is not kept, of another family, or out of range', () => {
    const added = run({
      prompt: '<lora:gone> <lora:xl:1> <lora:night:99>',
      loras: [{ sha256: '0'.repeat(64), name: 'lost', strength: 1 }],
    });
    expect(added.loras).toEqual([use(night, 10)]);
    expect(added.tagNotes).toEqual(added.notes.slice(1));
    expect(added.notes).toEqual([
      expect.stringMatching(/“lost” was left out\. It is not kept/),
      expect.stringMatching(/No LoRA “gone” is kept/),
      expect.stringMatching(/“xl” was left out\. Made for SDXL; Dream is of Stable Diffusion 1\./),
    ]);
  });

  it('says once that finished graphs take none, and strips the tags all the same', () => {
    const added = run({ prompt: 'a <lora:night>', loras: [use(paper)] }, { title: 'Starter' });
    expect(added).toMatchObject({ prompt: 'a', loras: [], embeddings: [] });
    expect(added.notes).toEqual([expect.stringMatching(/^Left out: “paper”, “night”\. Starter is a package of finished graphs/)]);
    expect(run({}, { title: 'Starter' }).notes).toEqual([]);
  });

  it('takes the embeddings whose words are said', () => {
    expect(run({ negativePrompt: 'Moonlit, blurred' }).embeddings).toEqual([{ sha256: moon.sha256, token: 'moonlit' }]);
    expect(run({ prompt: 'moon' }).embeddings).toEqual([]);
  });
});

it('offers ControlNets of the family beside the package’s own, which count before those of the same name', () => {
  const [edges, other, depth] = [
    kept('edges', { kind: 'controlnet' }),
    kept('far', { kind: 'controlnet', family: 'sd2' }),
    kept('depth', { kind: 'controlnet' }),
  ];
  const summary = { ...model, controlNets: ['depth'] } as unknown as Parameters<typeof runNets>[0];
  const nets = runNets(summary, [edges, other, depth]);
  expect(nets.names).toEqual(['depth', 'edges']);
  expect(nets.added(['edges', 'depth', 'edges'])).toEqual([{ sha256: edges.sha256, name: 'edges' }]);
});

it('counts complete add-ons alone as kept, and opens just those that a recipe names', async () => {
  const file = { path: 'night.safetensors', sizeBytes: 1, doneBytes: 1, sha256: night.sha256, promised: false, state: 'complete' } as const;
  const stored = storedPackage({ id: night.id, title: 'night', addOn: night.facts, files: [file] });
  expect(keptAddOns([stored, { ...stored, id: 'again' }, { ...stored, state: 'damaged' }, storedPackage()])).toEqual([night]);
  const opened: string[] = [];
  const blob = new Blob(['x']);
  const store = () => ({
    open: (id: string) => {
      opened.push(id);
      return Promise.resolve({ id, title: '', family: null, licence: null, checkpoint: null, files: [{ ...file, blob }] });
    },
  });
  const files = await addOnFiles(testRecipe({ loras: [use(night)] }), [paper, night], store);
  expect([opened, files]).toEqual([[night.id], { [night.sha256]: blob }]);
});

it('reads settings of before as such without LoRAs, and broken ones too', () => {
  const before = Object.fromEntries(Object.entries(initialSettings).filter(([key]) => key !== 'loras'));
  expect(settingsSchema.parse(before).loras).toEqual([]);
  expect(settingsSchema.parse({ ...before, loras: [{ sha256: 'no', name: '', strength: 400 }] }).loras).toEqual([]);
  expect(settingsSchema.parse({ ...before, loras: [use(night, -2)] }).loras).toEqual([use(night, -2)]);
});
