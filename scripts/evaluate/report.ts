import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plotSvg } from './plotSvg';
import type { TrialResult } from './trial';

/** Keeps each finished trial in a folder, so that a run that was interrupted goes on with the next, and writes the report from them. */
export interface Report {
  /** The results of a trial that this very question has been asked before; null where it has not. */
  kept(trial: string): Promise<readonly TrialResult[] | null>;
  keep(trial: string, results: readonly TrialResult[]): Promise<void>;
  /** report.md, report.json and a plot for each result that has one. */
  write(heading: string, results: readonly TrialResult[]): Promise<void>;
}

/** @param question all that the answers depend on: package, scenes, settings. Others' answers are not taken over. */
export async function openReport(folder: string, question: unknown): Promise<Report> {
  const key = createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 16);
  await mkdir(join(folder, 'trials'), { recursive: true });
  const pathOf = (trial: string): string => join(folder, 'trials', `${trial}-${key}.json`);
  return {
    kept: async (trial) => {
      const text = await readFile(pathOf(trial), 'utf8').catch(() => null);
      return text === null ? null : (JSON.parse(text) as TrialResult[]);
    },
    keep: (trial, results) => replace(pathOf(trial), JSON.stringify(results, null, 1)),
    write: async (heading, results) => {
      const plots = results.flatMap(({ plot }) => (plot ? [plot] : []));
      for (const [i, plot] of plots.entries()) await replace(join(folder, `plot-${i + 1}.svg`), plotSvg(plot));
      const pictures = plots.map(({ title }, i) => `![${title}](plot-${i + 1}.svg)`);
      await replace(join(folder, 'report.md'), [`# ${heading}`, '', ...table(results), '', ...pictures, ''].join('\n'));
      await replace(join(folder, 'report.json'), `${JSON.stringify({ question, results }, null, 1)}\n`);
    },
  };
}

async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

/** Markdown rows: figure, value, what is asked, spread over the scenes, details. */
export function table(results: readonly TrialResult[]): string[] {
  const rows = results.map(({ name, value, bar, wished, perScene, scenes, detail = '' }) => {
    const asked =
      bar !== null ? `at least ${bar.toFixed(2)}${value >= bar ? '' : ': missed'}` : wished !== undefined ? `wished: ${wished}` : '';
    const spread = `${Math.min(...perScene).toFixed(2)} … ${Math.max(...perScene).toFixed(2)}`;
    return `| ${[name, value.toFixed(3), asked, String(scenes), spread, detail].map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`;
  });
  return ['| figure | value | asked | scenes | spread | behind it |', '| --- | --- | --- | --- | --- | --- |', ...rows];
}
