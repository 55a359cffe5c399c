import { decode } from 'fast-png';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildIcc } from '../fixtures/buildIcc';
import { buildPng } from '../fixtures/buildPng';
import { bytes } from '../fixtures/bytes';
import { exampleRecipe as recipe } from '../fixtures/exampleRecipe';
import { decodePng } from '../png/decodePng';
import { readCarried } from '../metadata/carriedSettings';
import { keywordOf, notesOf } from '../png/keptNotes';
import { readPngText } from '../png/textChunk';
import { encodePicture } from './encodePicture';
import { parametersText } from './parametersText';

const picture = { width: 4, height: 2, rgba: new Uint8Array(32).map((_, i) => i * 5), icc: buildIcc('RGB ') };

const readRecipe = async (file: Uint8Array) => {
  const carried = await readCarried(file);
  return carried && 'recipe' in carried ? carried.recipe : null;
};
const run = { recipe, scheduler: null };

describe('parametersText', () => {
  it('is what other tools read', () => {
    expect(parametersText(recipe)).toBe(
      'a house at night\nSteps: 20, CFG scale: 7.5, Seed: 42, Size: 128x64, ' +
        'Model: starter, Denoising strength: 0.8, Method: differential, Version: Sfumato',
    );
    const lines = parametersText({ ...recipe, negativePrompt: 'rain', package: { id: 'a, b: "c"', sha256: null } }).split('\n');
    expect(lines[1]).toBe('Negative prompt: rain');
    expect(lines[2]).toContain('Model: "a, b: \\"c\\"", Denoising');
  });
});

describe('encodePicture', () => {
  it('carries pixels, profile and recipe, and they come back', async () => {
    const png = await encodePicture(picture, run);
    const decoded = await decodePng(png);
    expect(Buffer.compare(decoded.rgba, picture.rgba)).toBe(0);
    expect([...decoded.icc!]).toEqual([...picture.icc]);
    expect(await readRecipe(png)).toEqual(recipe);
    expect(decode(png, { checkCrc: true }).text['parameters']).toBe(parametersText(recipe));
    expect(await readPngText(png, 'XML:com.adobe.xmp')).toContain('compositeWithTrainedAlgorithmicMedia');
  });

  describe('beside what the picture’s file said of itself', () => {
    const xmpKeyword = 'XML:com.adobe.xmp';
    const xmp = (inside: string) => `<x:xmpmeta><rdf:RDF><rdf:Description dc:rights="Somebody"/>${inside}</rdf:RDF></x:xmpmeta>`;
    const density: [string, Uint8Array] = ['pHYs', bytes(0, 0, 0x0b, 0x13, 0, 0, 0x16, 0x26, 1)];
    const samples = new Array<number>(32).fill(9);
    /** The chunks of a picture of others with that XMP, once it is exported with a recipe. */
    const exported = async (theirs: [string, Uint8Array]) => {
      const before = [density, ['tEXt', bytes('Author\0Somebody')], theirs] as [string, Uint8Array][];
      const { rgba, notes } = await decodePng(buildPng({ width: 4, height: 2, depth: 8, colourType: 6, samples, before }));
      const file = await encodePicture({ ...picture, rgba, notes }, run);
      return { file, chunks: notesOf((await decodePng(file)).notes) };
    };

    it('XMP is one iTXt: theirs, with the mark that a model had a part in it; resolution and texts stay', async () => {
      const { file, chunks } = await exported(['iTXt', bytes(`${xmpKeyword}\0\0\0\0\0${xmp('')}`)]);
      expect(chunks.filter((chunk) => keywordOf(chunk) === xmpKeyword).map(({ type }) => type)).toEqual(['iTXt']);
      const text = await readPngText(file, xmpKeyword);
      for (const part of ['dc:rights="Somebody"', 'compositeWithTrainedAlgorithmicMedia']) expect(text).toContain(part);
      expect(await readPngText(file, 'Author')).toBe('Somebody');
      expect(chunks.find(({ type }) => type === 'pHYs')?.data).toEqual(density[1]);
    });

    it('XMP of half a megabyte is theirs still, packed or not', async () => {
      const long = xmp(`<photoshop:History>${'brush stroke '.repeat(40_000)}</photoshop:History>`);
      for (const body of [bytes('\0\0\0\0', long), bytes('\x01\0\0\0', zlibSync(bytes(long)))]) {
        const { chunks } = await exported(['iTXt', bytes(`${xmpKeyword}\0`, body)]);
        const [note] = chunks.filter((chunk) => keywordOf(chunk) === xmpKeyword);
        const text = new TextDecoder().decode(note?.data);
        for (const part of ['brush stroke', 'Somebody', 'compositeWithTrained']) expect(text.includes(part), part).toBe(true);
      }
    });

    it.each([
      ['attribute', '<rdf:Description Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"/>'],
      ['element', '<Iptc4xmpExt:DigitalSourceType>digitalCapture</Iptc4xmpExt:DigitalSourceType>'],
    ])('what theirs says of its source, as an %s, gives way', async (_as, said) => {
      const { file } = await exported(['iTXt', bytes(`${xmpKeyword}\0\0\0\0\0${xmp(said)}`)]);
      const text = (await readPngText(file, xmpKeyword)) ?? '';
      expect([text.includes('digitalCapture'), text.match(/compositeWithTrained/g)?.length]).toEqual([false, 1]);
    });

    it('a picture without any has one in iTXt, where readers look for it', async () => {
      const { notes } = await decodePng(await encodePicture(picture, run));
      expect(notesOf(notes).find((chunk) => keywordOf(chunk) === xmpKeyword)?.type).toBe('iTXt');
    });
  });

  it('keeps prompts in every script', async () => {
    const prompt = '夜の家, ein Häuschen 🏠';
    expect((await readRecipe(await encodePicture(picture, { ...run, recipe: { ...recipe, prompt } })))?.prompt).toBe(prompt);
  });

  it('writes nothing beside the pixels where that is not wanted', async () => {
    const png = await encodePicture(picture, null);
    expect(await readRecipe(png)).toBeNull();
    expect(Buffer.from(png).includes('tEXt')).toBe(false);
    expect(Buffer.from(png).includes('iTXt')).toBe(false);
  });
});

describe('reading texts of others', () => {
  const withText = (type: string, data: Uint8Array) =>
    buildPng({ width: 1, height: 1, depth: 8, colourType: 0, samples: [0], before: [[type, data]] });

  it('reads compressed texts, with caps', async () => {
    expect(await readPngText(withText('zTXt', bytes('k\0\0', zlibSync(bytes('packed')))), 'k')).toBe('packed');
    expect(await readPngText(withText('iTXt', bytes('k\0\x01\0de\0Wort\0', zlibSync(new TextEncoder().encode('größer')))), 'k')).toBe(
      'größer',
    );
    expect(await readPngText(withText('zTXt', bytes('k\0\0', zlibSync(new Uint8Array(300 * 1024)))), 'k')).toBeNull();
    expect(await readPngText(withText('tEXt', bytes('k\0', new Uint8Array(300 * 1024))), 'k')).toBeNull();
    expect(await readPngText(withText('iTXt', bytes('k\0\0\0de')), 'k')).toBeNull();
  });

  it('takes a recipe only where it is whole and of this version', async () => {
    const carrying = (value: unknown) => withText('tEXt', bytes('sfumato\0', JSON.stringify(value)));
    expect(await readRecipe(carrying(recipe))).toEqual(recipe);
    expect(await readRecipe(carrying({ ...recipe, version: 2 }))).toBeNull();
    expect(await readRecipe(carrying({ ...recipe, steps: 1e9 }))).toBeNull();
    expect(await readRecipe(withText('tEXt', bytes('sfumato\0{')))).toBeNull();
    expect(await readRecipe(withText('tEXt', bytes('other\0x')))).toBeNull();
  });
});
