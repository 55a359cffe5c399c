import { describe, expect, it } from 'vitest';
import { plainReading } from '../../../workers/maps/plainReading';
import type { MapFileFacts } from '../../../workers/protocol/pictures';
import { mapRemedies } from './mapRemedies';

const facts = (changes: Partial<MapFileFacts>): MapFileFacts => ({
  width: 2,
  height: 2,
  thumbnail: { width: 1, height: 1, rgba: new Uint8Array(4) },
  transparency: 'none',
  noisyShare: 0,
  ...changes,
});
const plain = plainReading('stays');

describe('mapRemedies', () => {
  it('says nothing of an ordinary map', () => expect(mapRemedies(facts({}), plain)).toEqual([]));

  it.each([
    ['holds-the-map', 'transparency'],
    ['counts-as-black', 'colours'],
  ] as const)('offers another reading where transparency %s, and is silent once it is taken', (transparency, values) => {
    const [remedy] = mapRemedies(facts({ transparency }), plain);
    const better = remedy!.apply(plain);
    expect(better).toEqual({ ...plain, values });
    expect(mapRemedies(facts({ transparency }), better)).toEqual([]);
  });

  it('tells how much is noise, and cleans it', () => {
    const [remedy] = mapRemedies(facts({ noisyShare: 0.14 }), plain);
    expect(remedy!.sentence).toContain('14 %');
    expect(mapRemedies(facts({ noisyShare: 0.004 }), plain)[0]!.sentence).toContain('Under 1 %');
    expect(mapRemedies(facts({ noisyShare: 0.14 }), remedy!.apply(plain))).toEqual([]);
  });
});
