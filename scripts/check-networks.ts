import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseFileSchema, type Case } from '../e2e/conformance/caseFile';
import { byteFile, folderFiles } from '../e2e/conformance/files/folderFiles';
import { writeFiles } from '../e2e/conformance/files/writeFiles';
import { writeGraph } from '../workers/networks/onnx/writeGraph';
import { plainOptions } from '../workers/networks/options';
import { openWeights } from '../workers/weights/identify/openWeights';
import { everyGraph, leftOver } from './networks/everyGraph';

/** Networks in these forms are written and checked. */
const forms = [
  { name: 'fp32', ...plainOptions },
  { name: 'fp16', ...plainOptions, compute: 'fp16' },
  { name: 'q4', ...plainOptions, weights: 'q4' },
] as const;

/**
 * Opens what a case describes (sparse files of full size), writes its networks' graphs beside it and has each checked.
 * @returns what is wrong.
 */
async function check(given: Case, python: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'networks-'));
  try {
    await writeFiles(folder, { files: given.files, configs: given.configs, salt: 0 });
    const open = given.open ?? '.';
    const opened = await openWeights(open === '.' ? await folderFiles(folder) : [await byteFile(folder, open)]);
    if (!('networks' in opened)) return [];
    const wrong: string[] = [];
    const files: string[] = [];
    for (const { name: form, ...options } of forms) {
      const since = performance.now();
      const networks = everyGraph(opened.networks, options);
      for (const network of networks) {
        const remainder = leftOver(network);
        if (remainder.length > 0) wrong.push(`${network.name} leaves out ${remainder.slice(0, 3).join(', ')} (${remainder.length})`);
      }
      const written = networks.flatMap(({ name, graphs }) =>
        graphs.map((graph, i) => {
          const file = `${name}${i > 0 ? `_${i}` : ''}.${form}`;
          return { file, ...writeGraph(graph, () => `${file}.side`) };
        }),
      );
      const sizes = written.map(({ file, graph }) => `${file} ${Math.round(graph.length / 1024)} kB`);
      console.log(`  ${sizes.join(', ')}: ${Math.round(performance.now() - since)} ms`);
      for (const { file, graph, sideFiles } of written) {
        for (const [path, jobs] of sideFiles) {
          const end = Math.max(...jobs.map((job) => (job.scalesOffset ?? job.offset) + (job.scalesBytes || job.sizeBytes)));
          await writeFiles(folder, { files: { [path]: { hex: '', size: end } }, configs: undefined, salt: 0 });
        }
        await writeFile(join(folder, `${file}.onnx`), graph);
        files.push(`${file}.onnx`);
      }
    }
    const checked = spawnSync(python, [join(import.meta.dirname, 'networks', 'check_onnx.py'), ...files], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (checked.status !== 0) wrong.push(`${checked.stdout}${checked.stderr}`.trim());
    return wrong;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `tsx scripts/check-networks.ts FOLDER [PYTHON]`: all reference cases’ networks at full size, to the last weight. */
async function main(folder: string | undefined, python = 'python3'): Promise<number> {
  if (!folder) {
    console.error('Name the folder of the cases of the operation “checkpoint”, and a Python that has the package onnx.');
    return 2;
  }
  let failed = 0;
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
    const { cases } = caseFileSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    for (const given of cases) {
      const { kind } = given.expected;
      if (kind === 'refused' || kind === 'invalid' || kind === 'lora' || kind === 'embedding') continue;
      console.log(given.name);
      const wrong = await check(given, python);
      failed += wrong.length > 0 ? 1 : 0;
      for (const line of wrong) console.log(`  FAIL ${line}`);
    }
  }
  console.log(failed === 0 ? 'All sound.' : `${failed} failed.`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(...(process.argv.slice(2) as [string | undefined, string?]));
