import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReport, table } from './report';
import type { TrialResult } from './trial';

const result: TrialResult = { name: 'a|b', value: 0.5, bar: 0.75, scenes: 2, perScene: [0, 1] };
const plot = { title: 'T', x: 'x', y: 'y', series: [] };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-report-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a report', () => {
  it('takes over what was asked before, and nothing of another question', async () => {
    await (await openReport(folder, { seed: 1 })).keep('night', [result]);
    expect(await (await openReport(folder, { seed: 1 })).kept('night')).toEqual([result]);
    expect(await (await openReport(folder, { seed: 1 })).kept('colour')).toBeNull();
    expect(await (await openReport(folder, { seed: 2 })).kept('night')).toBeNull();
  });

  it('writes a table, its numbers and its plots, and leaves nothing half written', async () => {
    await (await openReport(folder, {})).write('Heading', [result, { ...result, plot }]);
    expect((await readdir(folder)).sort()).toEqual(['plot-1.svg', 'report.json', 'report.md', 'trials']);
    const text = await readFile(join(folder, 'report.md'), 'utf8');
    expect(text).toContain('# Heading');
    expect(text).toContain('![T](plot-1.svg)');
  });

  it('says what was missed', () => expect(table([result])[2]).toBe('| a/b | 0.500 | at least 0.75: missed | 2 | 0.00 … 1.00 |  |'));
});
