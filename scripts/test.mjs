// npm test: everything that must hold, on a fresh clone too. Installs what is missing, stops at the first failure.
import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { tooOldNode } from './nodeVersion.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const environment = { ...process.env };

const shell = process.platform === 'win32';
const run = (command, ...given) => spawnSync(command, given, { cwd: root, stdio: 'inherit', shell, env: environment }).status === 0;
const npmRun = (script, ...given) => run('npm', 'run', '--silent', script, ...(given.length > 0 ? ['--', ...given] : []));

const timed = async (name, work) => {
  const since = performance.now();
  const passed = await work();
  return {
    name,
    passed,
    line: `${passed ? '✓' : '✗'} ${name.padEnd(16)} ${((performance.now() - since) / 1000).toFixed(1).padStart(7)} s`,
  };
};

/** A script of package.json that runs beside another, each on half the cores: what it prints is shown whole once it has ended. */
const beside = (name, script, ...given) =>
  timed(
    name,
    () =>
      new Promise((resolve) => {
        const arguments_ = ['run', '--silent', script, ...(given.length > 0 ? ['--', ...given] : [])];
        const env = { ...environment, SFUMATO_THREADS: `${Math.max(1, availableParallelism() >> 1)}` };
        const child = spawn('npm', arguments_, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell, env });
        const printed = [];
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
        child.on('error', (error) => printed.push(Buffer.from(`${error.message}\n`)));
        child.on('close', (code) => {
          console.log(`\n── ${name}: ${code === 0 ? 'passed' : 'failed'} ──`);
          process.stdout.write(Buffer.concat(printed));
          resolve(code === 0);
        });
      }),
  );

// Each entry is one step, or a title with scripts of package.json that run side by side.
const steps = [
  ['Dependencies', () => ensureDependencies(root)],
  [
    'Types and lint',
    [
      ['Types', 'types'],
      ['Layout', 'lint:layout'],
      ['Rules', 'lint:rules'],
      ['Unused code', 'lint:unused'],
    ],
  ],
  ['Node runtime', () => run(process.execPath, join('scripts', 'ensure-node-runtime.mjs'))],
  ['Unit tests', () => npmRun('unit')],
  // Each computes on one core; together they fill them all. Of the figures eight scenes of sixteen, four for the methods, and without
  // the slow sweep of optimisation-based editing: npm run evaluate runs all.
  [
    'Reference values and figures',
    [
      ['Networks', 'conformance', join('e2e', 'fixtures', 'networks')],
      ['Starter figures', 'evaluate', '--check', '--only', 'night,trend-night,colour', '--count', '8'],
      ['Method figures', 'evaluate', '--check', '--count', '4', '--only', 'curves-differential,curves-exemplar,diffedit'],
      ['Guide figures', 'evaluate', '--check', '--count', '2', '--only', 'guides,pose'],
      ['Detail figures', 'evaluate', '--check', '--count', '8', '--steps', '10', '--only', 'detail'],
      ['Conformance', 'conformance', join('e2e', 'fixtures', 'conformance')],
    ],
  ],
  [
    'Chromium',
    async () => {
      const path = await ensureChromium();
      if (path === null) return false;
      console.log(`Testing in ${path}`);
      environment.SFUMATO_CHROMIUM = path;
      return true;
    },
  ],
  ['Browser tests', () => npmRun('e2e')],
];

const tooOld = tooOldNode();
if (tooOld) {
  console.error(tooOld);
  process.exit(1);
}

const lines = [];
let failed = null;
for (const [name, work] of steps) {
  console.log(`\n── ${name} ──`);
  const ended = Array.isArray(work) ? await Promise.all(work.map((given) => beside(...given))) : [await timed(name, work)];
  lines.push(...ended.map(({ line }) => line));
  const broken = ended.filter(({ passed }) => !passed);
  if (broken.length > 0) {
    failed = broken.map((step) => step.name).join(' and ');
    break;
  }
}

console.log(`\n${lines.join('\n')}`);
console.log(failed === null ? 'All passed.' : `${failed} failed; what follows was not run.`);
process.exit(failed === null ? 0 : 1);
