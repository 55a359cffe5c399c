// What the starter package can do, in figures: npm run evaluate [-- --check] [--package FOLDER] [--scenes FOLDER] [--only night,colour]
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openNodeStudio } from './evaluate/nodeStudio';
import { readScenes } from './evaluate/scenes';
import type { TrialResult } from './evaluate/trial';
import { trials } from './evaluate/trials';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    package: { type: 'string', default: join(root, 'public/models/starter') },
    scenes: { type: 'string', default: join(root, 'e2e/fixtures/scenes') },
    count: { type: 'string', default: '16' },
    steps: { type: 'string', default: '20' },
    guidance: { type: 'string', default: '7' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: Object.keys(trials).join() },
    json: { type: 'string' },
  },
});

if (spawnSync(process.execPath, [join(root, 'scripts/ensure-node-runtime.mjs')], { stdio: 'inherit' }).status !== 0) process.exit(1);

const knobs = { steps: Number(values.steps), guidance: Number(values.guidance), seed: Number(values.seed) };
const studio = await openNodeStudio(values.package, 'starter');
const scenes = (await readScenes(values.scenes)).slice(0, Number(values.count));
const started = performance.now();
const results: TrialResult[] = [];
for (const name of values.only.split(',')) {
  const trial = trials[name];
  if (!trial) throw new Error(`There is no trial “${name}”. Choose among ${Object.keys(trials).join(', ')}.`);
  results.push(...(await trial(studio, scenes, knobs)));
}

console.log(`\n${studio.model.summary.title}, ${scenes.length} scenes of ${scenes[0]?.width} × ${scenes[0]?.height}, ${knobs.steps} steps, guidance ${knobs.guidance}, seed ${knobs.seed}, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
for (const { name, value, bar, wished, detail, scenes: count, perScene } of results) {
  const spread = `${Math.min(...perScene).toFixed(2)} … ${Math.max(...perScene).toFixed(2)}`;
  const asked = bar === null ? 'told only' : `at least ${bar.toFixed(2)}`;
  const mark = bar === null ? '·' : value >= bar ? '✓' : '✗';
  console.log(`${mark} ${name.padEnd(45)} ${value.toFixed(3).padStart(7)}   ${asked.padEnd(13)}  ${String(count).padStart(2)} scenes, ${spread}${wished === undefined ? '' : `; wished: ${wished}`}`);
  if (detail) console.log(`  ${detail}`);
}
const report = JSON.stringify({ package: studio.model.summary, knobs, results }, null, 1);
if (values.json) await writeFile(values.json, `${report}\n`);
else console.log(`\n${JSON.stringify({ knobs, results: results.map(({ name, value, bar }) => ({ name, value, bar })) })}`);
if (values.check && results.some(({ value, bar }) => bar !== null && !(value >= bar))) process.exit(1);
