import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogSchema } from './catalog';

const catalog = catalogSchema.parse(JSON.parse(readFileSync(new URL('../../public/models/catalog.json', import.meta.url), 'utf8')));

describe('the catalogue', () => {
  it('names every package once', () => {
    expect(new Set(catalog.packages.map(({ id }) => id)).size).toBe(catalog.packages.length);
  });

  it('says nothing of a hub’s package that only the hub can say', () => {
    const fromHubs = catalog.packages.filter(({ source }) => source.kind === 'hub');
    expect(fromHubs.length).toBeGreaterThan(10);
    for (const { licence, sizeBytes, tried, source } of fromHubs) {
      expect({ licence, sizeBytes, tried, revision: source.kind === 'hub' ? source.revision : null }).toEqual({ licence: null, sizeBytes: null, tried: false, revision: null });
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
