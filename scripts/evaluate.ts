// What the starter package can do, in figures: npm run evaluate [-- --check] [--only NAMES] [--report FOLDER] …, see scripts/README.md.
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openJudge, type Judge } from './evaluate/judge';
import { openKeypointJudge } from './evaluate/keypointJudge';
import { openNodeStudio } from './evaluate/nodeStudio';
import { readPeople } from './evaluate/people';
import { readPrompts } from './evaluate/prompts';
import { openReport } from './evaluate/report';
import { readScenes } from './evaluate/scenes';
import type { TrialResult, TrialTools } from './evaluate/trial';
import { trials } from './evaluate/trials';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    package: { type: 'string', default: join(root, 'public/models/starter') },
    scenes: { type: 'string', default: join(root, 'e2e/fixtures/scenes') },
    count: { type: 'string', default: '16' },
    steps: { type: 'string', default: '8' },
    guidance: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: Object.keys(trials).join() },
    json: { type: 'string' },
    report: { type: 'string' },
  },
});

if (spawnSync(process.execPath, [join(root, 'scripts/ensure-node-runtime.mjs')], { stdio: 'inherit' }).status !== 0) process.exit(1);

const knobs = { steps: Number(values.steps), guidance: Number(values.guidance), seed: Number(values.seed) };
const studio = await openNodeStudio(values.package, 'starter');
const scenes = (await readScenes(values.scenes)).slice(0, Number(values.count));
let judge: Promise<Judge> | null = null;
const tools: TrialTools = {
  judge: () => (judge ??= openJudge(join(root, 'e2e/fixtures/judge'))),
  keypointJudge: () => openKeypointJudge(join(root, 'e2e/fixtures/judge')),
  people: () => readPeople(values.scenes),
  prompts: () => readPrompts(join(values.scenes, 'prompts.json')),
  photographs: () => readScenes(join(root, 'e2e/fixtures/photographs')),
};
const report = values.report
  ? await openReport(values.report, { package: studio.model.modelPackage.sha256, scenes: scenes.map(({ id }) => id), knobs })
  : null;
const started = performance.now();
const results: TrialResult[] = [];
for (const name of values.only.split(',')) {
  const trial = trials[name];
  if (!trial) throw new Error(`There is no trial “${name}”. Choose among ${Object.keys(trials).join(', ')}.`);
  const found = (await report?.kept(name)) ?? (await trial(studio, scenes, knobs, tools));
  await report?.keep(name, found);
  results.push(...found);
}

const size = `${scenes[0]?.width} × ${scenes[0]?.height}`;
const settings = `${scenes.length} scenes of ${size}, ${knobs.steps} steps, guidance ${knobs.guidance}, seed ${knobs.seed}`;
const heading = `${studio.model.summary.title}, ${settings}`;
await report?.write(heading, results);
console.log(`\n${heading}, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
for (const { name, value, bar, wished, detail, scenes: count, perScene } of results) {
  const spread = `${Math.min(...perScene).toFixed(2)} … ${Math.max(...perScene).toFixed(2)}`;
  const asked = bar === null ? 'told only' : `at least ${bar.toFixed(2)}`;
  const mark = bar === null ? '·' : value >= bar ? '✓' : '✗';
  console.log(
    `${mark} ${name.padEnd(45)} ${value.toFixed(3).padStart(7)}   ${asked.padEnd(13)}  ` +
      `${String(count).padStart(2)} scenes, ${spread}${wished === undefined ? '' : `; wished: ${wished}`}`,
  );
  if (detail) console.log(`  ${detail}`);
}
const asJson = JSON.stringify({ package: studio.model.summary, knobs, results }, null, 1);
if (values.json) await writeFile(values.json, `${asJson}\n`);
else console.log(`\n${JSON.stringify({ knobs, results: results.map(({ name, value, bar }) => ({ name, value, bar })) })}`);
if (values.check && results.some(({ value, bar }) => bar !== null && !(value >= bar))) process.exit(1);
