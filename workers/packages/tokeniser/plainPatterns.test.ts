import { describe, expect, it } from 'vitest';
import { unplainPattern } from './plainPatterns';

const within = (pattern: string) => ({ pre_tokenizer: { pretokenizers: [{ pattern: { Regex: pattern } }] } });

describe('patterns of tokenisers', () => {
  it.each([
    String.raw`<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`,
    String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
    String.raw`(?i:'s|'t)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
    String.raw`\s+`,
  ])('known ones are taken: %s', (pattern) => expect(unplainPattern(within(pattern))).toBeNull());

  it.each(['(a+)+$', '(a|aa)*b', '(?:\\s*x?)*y', '(\\w+\\s?){5,}$', '(a)\\1+', 'a*a*a*a*b', 'x'.repeat(2000)])('%s is not', (pattern) =>
    expect(unplainPattern(within(pattern))).toBe(pattern),
  );

  it('is not led astray by what is no pattern', () => {
    expect(unplainPattern({ model: { vocab: { Regex: '(a+)+' } }, toString: 1 })).toBeNull();
    expect(unplainPattern(null)).toBeNull();
  });
});
