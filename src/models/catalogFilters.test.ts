import { describe, expect, it } from 'vitest';
import { passes, type CatalogFilter, type Room } from './catalogFilters';
import type { CatalogEntry } from './catalog';

const entry: CatalogEntry = {
  id: 'one',
  title: 'One',
  family: 'sd1',
  about: 'A model.',
  licence: null,
  source: { kind: 'hub', baseUrl: 'https://hub.example', repository: 'a/b', revision: null },
  sizeBytes: 2e9,
  tried: false,
  refusal: null,
  form: 'weights',
  defaults: { steps: 25, guidance: 7, sidePx: 512 },
  memory: { fp16: 2.2e9, q8: 1.3e9, q4: 0.9e9 },
};
const unknown: Room = { freeBytes: null, memoryBytes: null };
const passesBy = (filters: readonly CatalogFilter[], change: Partial<CatalogEntry>, room = unknown) =>
  passes({ ...entry, ...change }, new Set(filters), room);

describe('filters of the catalogue', () => {
  it('let everything pass where none is set, refused models too', () => {
    expect(passesBy([], { refusal: 'Only for CUDA.' })).toBe(true);
  });

  it.each([
    ['what is refused', { refusal: 'Only for CUDA.' }, unknown, false],
    ['what nothing is known of', { sizeBytes: null, memory: null }, { freeBytes: 1, memoryBytes: 1 }, true],
    ['what the disk has room for', {}, { freeBytes: 2e9, memoryBytes: null }, true],
    ['what the disk has no room for', {}, { freeBytes: 2e9 - 1, memoryBytes: null }, false],
    ['what half of the memory holds', {}, { freeBytes: null, memoryBytes: 1.8e9 }, true],
    ['what half of the memory does not hold', {}, { freeBytes: null, memoryBytes: 1.8e9 - 2 }, false],
  ] as const)('“Fits here”: %s', (_, change, room, expected) => {
    expect(passesBy(['Fits here'], change, { ...unknown, ...room })).toBe(expected);
  });

  it('know quick models and large pictures by what their makers recommend, and ask for all that is set', () => {
    const quick = { steps: 4, guidance: 0, sidePx: 512 };
    const large = { steps: 30, guidance: 5, sidePx: 1024 };
    expect(passesBy(['Quick'], { defaults: quick })).toBe(true);
    expect(passesBy(['Quick'], { defaults: large })).toBe(false);
    expect(passesBy(['Quick'], { defaults: null })).toBe(false);
    expect(passesBy(['Large pictures'], { defaults: large })).toBe(true);
    expect(passesBy(['Large pictures'], { defaults: quick })).toBe(false);
    expect(passesBy(['Quick', 'Large pictures'], { defaults: { ...quick, sidePx: 1024 } })).toBe(true);
    expect(passesBy(['Quick', 'Large pictures'], { defaults: quick })).toBe(false);
  });
});
