// npm test: everything that must hold, on a fresh clone too. Installs what is missing, stops at the first failure.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { tooOldNode } from './nodeVersion.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const environment = { ...process.env };

const shell = process.platform === 'win32';

/** Runs a command to its end; tells whether it went well. */
const run = (command, given, options) =>
  new Promise((resolve) => {
    const child = spawn(command, given, { cwd: root, shell, ...options });
    options.started?.(child);
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
const npmArguments = (script, given) => ['run', '--silent', script, ...(given.length > 0 ? ['--', ...given] : [])];
/** A command whose output is shown as it comes. */
const shown = (command, ...given) => run(command, given, { stdio: 'inherit', env: environment });
const npmRun = (script, ...given) => shown('npm', ...npmArguments(script, given));

const timed = async (name, work) => {
  const since = performance.now();
  const passed = await work();
  return {
    name,
    passed,
    line: `${passed ? '✓' : '✗'} ${name.padEnd(16)} ${((performance.now() - since) / 1000).toFixed(1).padStart(7)} s`,
  };
};

/** A script of package.json whose output is shown whole once it has ended. `threads` bounds the cores it takes. */
const quietly = async (name, [script, ...given], threads) => {
  const printed = [];
  const passed = await run('npm', npmArguments(script, given), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, SFUMATO_THREADS: `${threads}` },
    started: (child) => {
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
    },
  });
  console.log(`\n── ${name}: ${passed ? 'passed' : 'failed'} ──`);
  process.stdout.write(Buffer.concat(printed));
  return passed;
};

/** A script that runs beside others, each on half the cores. */
const beside = (name, ...command) => timed(name, () => quietly(name, command, Math.max(1, availableParallelism() >> 1)));

/** One step by itself, its output shown as it comes. */
const alone = (name, work) => [name, () => Promise.all([timed(name, work)])];

// Of the figures eight scenes of sixteen, four for the methods, and without the slow sweep of optimisation-based editing: npm run
// evaluate runs all.
const figures = [
  ['Conformance', 'conformance', join('e2e', 'fixtures', 'conformance')],
  ['Networks', 'conformance', join('e2e', 'fixtures', 'networks')],
  ['Starter figures', 'evaluate', '--check', '--only', 'night,trend-night,colour', '--count', '8'],
  ['Method figures', 'evaluate', '--check', '--count', '4', '--only', 'curves-differential,curves-exemplar,diffedit'],
  ['Guide figures', 'evaluate', '--check', '--count', '2', '--only', 'guides,mountain,pose'],
  ['Detail figures', 'evaluate', '--check', '--count', '8', '--steps', '10', '--only', 'detail'],
];

// Each entry is a title and what it does, which ends with what became of it.
const steps = [
  alone('Dependencies', () => ensureDependencies(root)),
  [
    'Types and lint',
    () =>
      Promise.all([
        beside('Types', 'types'),
        beside('Layout', 'lint:layout'),
        beside('Rules', 'lint:rules'),
        beside('Unused code', 'lint:unused'),
        timed('Node runtime', () => shown(process.execPath, join('scripts', 'ensure-node-runtime.mjs'))),
      ]),
  ],
  alone('Unit tests', () => npmRun('unit')),
  // Each computes on one core; together they fill them all. Beside the browser tests they made those late, and some of them fail.
  ['Reference values and figures', () => Promise.all(figures.map((given) => beside(...given)))],
  alone('Chromium', async () => {
    const path = await ensureChromium();
    if (path === null) return false;
    console.log(`Testing in ${path}`);
    environment.SFUMATO_CHROMIUM = path;
    return true;
  }),
  alone('Browser tests', () => npmRun('e2e')),
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
  const ended = await work();
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
