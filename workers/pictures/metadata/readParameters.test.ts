import { describe, expect, it } from 'vitest';
import { readParameters } from './readParameters';

const line = 'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1';

describe('the rules of A1111’s parser', () => {
  it.each<[rule: string, text: string, prompt: string, negative: string, values: Record<string, string>]>([
    ['prompt and line', `a\n${line}`, 'a', '', { Steps: '20', Sampler: 'Euler a', 'CFG scale': '7', Seed: '1' }],
    ['no prompt', line, '', '', { Steps: '20', Sampler: 'Euler a', 'CFG scale': '7', Seed: '1' }],
    ['a prompt of several lines', `a, \n b\n\nc\n${line}`, 'a,\nb\n\nc', '', { Seed: '1' }],
    ['negative prompt', `a\nNegative prompt: b\n${line}`, 'a', 'b', { Seed: '1' }],
    ['negative prompt of several lines', `a\nNegative prompt: b\nc\n${line}`, 'a', 'b\nc', {}],
    ['only a negative prompt', `Negative prompt: b\n${line}`, '', 'b', {}],
    ['fewer than three pairs are prompt', 'a\nSteps: 20, Seed: 1', 'a\nSteps: 20, Seed: 1', '', {}],
    ['three pairs are none', 'a\nSteps: 20, Seed: 1, Size: 2x3', 'a', '', { Size: '2x3' }],
    ['text without anything', 'a house', 'a house', '', {}],
    ['quotation marks hold commas and colons', `a\n${line}, Model: "x, y: z"`, 'a', '', { Model: 'x, y: z' }],
    ['escapes in quotation marks', `a\n${line}, Model: "x \\"y\\", \\u00e9\\n"`, 'a', '', { Model: 'x "y", é\n' }],
    ['what only looks quoted stays', `a\n${line}, Model: "x \\q"`, 'a', '', { Model: '"x \\q"' }],
    ['keys with - and /', `a\n${line}, ControlNet-1 a/b: 3`, 'a', '', { 'ControlNet-1 a/b': '3' }],
    ['a later pair wins', `a\n${line}, Seed: 5`, 'a', '', { Seed: '5' }],
    ['an empty value', `a\n${line}, Model: , Version: v1.9.4`, 'a', '', { Model: '', Version: 'v1.9.4' }],
    ['blank lines around', `\n\n a \n${line}\n\n`, 'a', '', { Steps: '20' }],
    ['Windows’ line ends', `a\r\nNegative prompt: b\r\n${line}`, 'a', 'b', { Seed: '1' }],
    ['weights and brackets are prompt', `(a:1.2), [b|c], <lora:x:1>\n${line}`, '(a:1.2), [b|c], <lora:x:1>', '', {}],
  ])('%s', (_rule, text, prompt, negative, values) => {
    const read = readParameters(text);
    expect([read.prompt, read.negativePrompt]).toEqual([prompt, negative]);
    expect(Object.fromEntries(read.values)).toMatchObject(values);
    if (Object.keys(values).length === 0 && !text.includes(line)) expect(read.values.size).toBe(0);
  });

  it('reads a line of a megabyte in no time', () => {
    for (const text of ['a'.repeat(1e6), `a: "${'\\'.repeat(1e6)}`, ' '.repeat(1e6), `${'a: ,'.repeat(250_000)}`]) {
      const since = process.cpuUsage();
      readParameters(text);
      expect(process.cpuUsage(since).user).toBeLessThan(2e6);
    }
  });
});
