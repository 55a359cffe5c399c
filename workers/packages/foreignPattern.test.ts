import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foreignPattern } from './foreignPattern';

const split = (Regex: string) => ({ pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Split', pattern: { Regex } }] } });

describe('foreignPattern', () => {
  it('knows CLIP’s', () => {
    const published = readFileSync(new URL('../../e2e/fixtures/packages/sd15-flat/tokenizer.json', import.meta.url), 'utf8');
    expect(foreignPattern(JSON.parse(published))).toBeNull();
    expect(foreignPattern(split(String.raw`\s+`))).toBeNull();
    expect(foreignPattern({ model: { vocab: { Regex: 1 } } })).toBeNull();
  });

  it.each<{ readonly value: unknown }>([
    { value: null },
    { value: undefined },
    { value: 3 },
    { value: 'text' },
    { value: [] },
    { value: {} },
  ])('says nothing of $value', ({ value }) => expect(foreignPattern(value)).toBeNull());

  it('tells of one that could run for ever', () => {
    expect(foreignPattern(split('(a+)+$'))).toMatch(/“\(a\+\)\+\$”/);
    expect(foreignPattern({ normalizer: { type: 'Replace', pattern: { Regex: `(${'x'.repeat(500)}+)+` }, content: '' } })).toMatch(/…”/);
  });

  it('ends with definitions that are nested without end', () => {
    const deep = { normalizer: {} as Record<string, unknown> };
    let at = deep.normalizer;
    for (let i = 0; i < 20_000; i++) at = at['inner'] = {} as Record<string, unknown>;
    expect(foreignPattern(deep)).toMatch(/no end/);
  });
});
