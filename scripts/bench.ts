// Paired figures of speed and memory: npm run bench [-- --only loop,memory] [--rounds 7] [--json FILE] [--gpu DIR] [--list]
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { holds, type Measurement } from '../e2e/perf/measurement';
import { benches } from './bench/benches';
import { table } from './bench/table';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    json: { type: 'string' },
    gpu: { type: 'string' },
    package: { type: 'string', default: join(root, 'public/models/starter') },
    list: { type: 'boolean', default: false },
  },
});

if (values.list) {
  for (const { name, title } of benches) console.log(`${name.padEnd(10)} ${title}`);
  process.exit(0);
}

const names = values.only?.split(',') ?? (values.gpu === undefined ? benches.map(({ name }) => name) : ['gpu']);
const unknown = names.find((name) => !benches.some((bench) => bench.name === name));
const rounds = Number(values.rounds);
if (unknown !== undefined || !Number.isInteger(rounds) || rounds < 1) {
  console.error(
    unknown === undefined
      ? 'Rounds are a whole number from 1 on.'
      : `There is no bench “${unknown}”. Choose among ${benches.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}
if (spawnSync(process.execPath, [join(root, 'scripts/ensure-node-runtime.mjs')], { stdio: 'inherit' }).status !== 0) process.exit(1);

const context = { root, packageFolder: values.package, rounds, gpuFolder: values.gpu ?? null };
const report: { bench: string; measurements: readonly Measurement[] }[] = [];
const failed: string[] = [];
for (const bench of benches.filter(({ name }) => names.includes(name))) {
  try {
    const measurements = await bench.run(context);
    report.push({ bench: bench.name, measurements });
    if (measurements.length === 0) continue;
    console.log(`\n${bench.title}`);
    for (const line of table(measurements)) console.log(`  ${line}`);
    failed.push(...measurements.filter((measurement) => !holds(measurement)).map(({ name }) => name));
  } catch (thrown) {
    console.error(`\n${bench.title}\n  ✗ ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    failed.push(bench.name);
  }
}

if (values.json) {
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model ?? null };
  await writeFile(values.json, `${JSON.stringify({ rounds, ...machine, report, failed }, null, 1)}\n`);
}
console.log(failed.length === 0 ? '\nAll bars hold.' : `\nBeyond their bar: ${failed.join('; ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
