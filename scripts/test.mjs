// npm test: everything that must hold, on a fresh clone too. Installs what is missing, stops at the first failure.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { tooOldNode } from './nodeVersion.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const environment = { ...process.env };

const run = (command, ...given) => spawnSync(command, given, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', env: environment }).status === 0;
const npmRun = (script, ...given) => run('npm', 'run', '--silent', script, ...(given.length > 0 ? ['--', ...given] : []));

const steps = [
  ['Dependencies', () => ensureDependencies(root)],
  ['Types', () => npmRun('types')],
  ['Lint', () => npmRun('lint')],
  ['Node runtime', () => run(process.execPath, join('scripts', 'ensure-node-runtime.mjs'))],
  ['Unit tests', () => npmRun('unit')],
  ['Conformance', () => npmRun('conformance', join('e2e', 'fixtures', 'conformance'))],
  ['Starter figures', () => npmRun('evaluate', '--check', '--only', 'night,trend-night,colour')],
  // Four scenes of sixteen, and without the slow sweep of optimisation-based editing: npm run evaluate runs all.
  ['Method figures', () => npmRun('evaluate', '--check', '--count', '4', '--only', 'curves-differential,curves-exemplar,diffedit')],
  ['Chromium', async () => {
    const path = await ensureChromium();
    if (path === null) return false;
    console.log(`Testing in ${path}`);
    environment.SFUMATO_CHROMIUM = path;
    return true;
  }],
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
  const since = performance.now();
  const passed = await work();
  lines.push(`${passed ? '✓' : '✗'} ${name.padEnd(16)} ${((performance.now() - since) / 1000).toFixed(1).padStart(7)} s`);
  if (!passed) {
    failed = name;
    break;
  }
}

console.log(`\n${lines.join('\n')}`);
console.log(failed === null ? 'All passed.' : `${failed} failed; what follows it was not run.`);
process.exit(failed === null ? 0 : 1);
