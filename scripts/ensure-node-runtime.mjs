// Installs onnxruntime-node into e2e/node-runtime where it is missing or of another version. It is large, and only the Node
// commands and tests need it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'e2e', 'node-runtime');
const json = (...path) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));

const wanted = json('package.json').dependencies['onnxruntime-node'];
const there = ['node_modules', 'onnxruntime-node', 'package.json'];

if (!existsSync(join(folder, ...there)) || json(...there).version !== wanted) {
  console.log(`Installing onnxruntime-node ${wanted}, which runs models for the Node commands and tests …`);
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // Its install script would fetch CUDA libraries, which nothing here uses.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (status !== 0) {
    console.error('onnxruntime-node could not be installed. Check the connection to the npm registry, then run this again.');
    process.exit(1);
  }
}
