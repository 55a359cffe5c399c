import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../workers/protocol/faults';
import { readers, type Reader } from './readers';
import { check, fuzz } from './runReader';

const kept = fileURLToPath(new URL('../../e2e/fixtures/fuzz/', import.meta.url));
const seed = 20_260_101;

describe('whatever comes through a door is a value or a fault, in time', () => {
  it.each(readers.map((reader): [string, Reader] => [reader.name, reader]))(
    '%s: its seeds and 1,000 changed inputs',
    async (_name, reader) => {
      for (const input of reader.seeds) expect(await check(reader, input)).toBeNull();
      expect(await fuzz(reader, 1000, seed)).toBeNull();
    },
  );

  it.each(readdirSync(kept).filter((name) => name.endsWith('.bin')))('what once broke a reader: %s', async (name) => {
    const reader = readers.find((one) => name.startsWith(`${one.name}.`));
    expect(await check(reader!, new Uint8Array(readFileSync(kept + name)))).toBeNull();
  });
});

describe('the fuzzing itself', () => {
  const broken = (read: Reader['read']): Reader => ({ name: 'broken', seeds: [Uint8Array.of(1, 2, 3)], read });

  it('finds what throws anything else, and what says nothing', async () => {
    const throwing = broken((input) => {
      if (input[0] !== 1) throw new TypeError('x');
    });
    const finding = await fuzz(throwing, 200, 1);
    expect(finding).toMatchObject({ reader: 'broken', why: 'threw TypeError: x' });
    expect(await fuzz(throwing, 1, finding!.seed)).toEqual(finding);
    const mute = broken(() => Promise.reject(new Fault('bad-picture', '', '')));
    expect((await fuzz(mute, 1, 1))?.why).toContain('said nothing');
  });
});
