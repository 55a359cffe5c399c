import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogSchema } from './catalog';

const catalog = catalogSchema.parse(JSON.parse(readFileSync(new URL('../../public/models/catalog.json', import.meta.url), 'utf8')));

describe('the catalogue', () => {
  it('names every package once', () => {
    expect(new Set(catalog.packages.map(({ id }) => id)).size).toBe(catalog.packages.length);
  });

  it('says nothing of a package of graphs that only the hub can say, and pins nothing', () => {
    const fromHubs = catalog.packages.filter(({ source }) => source.kind === 'hub');
    for (const { form, licence, sizeBytes, tried, source } of fromHubs) {
      expect({ tried, revision: source.kind === 'hub' ? source.revision : null }).toEqual({ tried: false, revision: null });
      if (form === 'graphs') expect({ licence, sizeBytes }).toEqual({ licence: null, sizeBytes: null });
    }
  });

  it('names a dozen models by their weights, each with size, memory, licence and defaults of its kind', () => {
    const weights = catalog.packages.filter(({ form }) => form === 'weights');
    expect(weights.length).toBeGreaterThanOrEqual(12);
    expect(new Set(weights.map(({ family }) => family))).toEqual(new Set(['sd1', 'sd2', 'sdxl']));
    for (const { id, sizeBytes, memory, licence, defaults } of weights) {
      expect(sizeBytes, id).toBeGreaterThan(5e8);
      expect(licence, id).toBeTruthy();
      expect(memory!.fp16 > memory!.q8 && memory!.q8 > memory!.q4, id).toBe(true);
      // A model of few steps never begins with many, nor with strong guidance.
      if (/turbo|lightning|lcm/i.test(id)) expect(defaults!.steps, id).toBeLessThanOrEqual(10);
    }
  });

  it('holds the starter, whose files are there', () => {
    const starter = catalog.packages.find(({ id }) => id === 'starter')!;
    expect(starter).toMatchObject({ tried: true, refusal: null, source: { kind: 'own' } });
    const path = starter.source.kind === 'own' ? starter.source.path : '';
    expect(readFileSync(new URL(`../../public/${path}model_index.json`, import.meta.url)).length).toBeGreaterThan(0);
  });

  it('is refused with invented fields', () => {
    expect(catalogSchema.safeParse({ version: 1, packages: [{ ...catalog.packages[1], sha256: 'x' }] }).success).toBe(false);
  });
});
