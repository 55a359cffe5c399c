import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseJson } from './parseJson';

const parse = (text: string | Uint8Array) =>
  parseJson(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'scheduler/scheduler_config.json', z.looseObject({}));

describe('parseJson', () => {
  it('understands the numbers that Python writes', () => {
    expect(parse('{"lambda_min_clipped": -Infinity, "a": [Infinity, NaN], "text": "NaN and -Infinity, \\"Infinity\\""}')).toEqual({
      lambda_min_clipped: -Infinity,
      a: [Infinity, null],
      text: 'NaN and -Infinity, "Infinity"',
    });
  });

  it('reads a file that begins with a byte order mark', () => {
    expect(parse('\ufeff{"a": 1}')).toEqual({ a: 1 });
  });

  it.each([
    ['', 'not JSON'],
    ['{"a": NaN', 'not JSON'],
    ['{"a": NaNs}', 'not JSON'],
    ['<!doctype html>', 'a web page'],
    ['version https://git-lfs.github.com/spec/v1', 'the pointer that Git puts'],
    [Uint8Array.of(0x89, 0x50, 0xff, 0xfe), 'not even text'],
    ['[1]', 'expected object'],
  ])('refuses %j', (text, words) => {
    expect(() => parse(text)).toThrow(words);
  });

  it.each([
    ['texts that never end', `{"a": NaN, ${'"\\'.repeat(20_000)}`],
    ['one open quote after another', `{"a": NaN, ${'"\\"'.repeat(300_000)}`],
    ['escapes without end', `{"a": NaN, "${'\\'.repeat(900_001)}`],
    ['brackets without end', `{"a": NaN, ${'['.repeat(900_000)}`],
  ])('takes time in proportion to its length: %s', (_, text) => {
    const before = process.cpuUsage();
    expect(() => parse(text)).toThrow('not JSON');
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  });
});
