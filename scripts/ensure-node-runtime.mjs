// Installs onnxruntime-node into e2e/node-runtime where it is missing. It is large and only the Node commands need it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'e2e', 'node-runtime');

if (!existsSync(join(folder, 'node_modules', 'onnxruntime-node', 'package.json'))) {
  console.log('Installing onnxruntime-node (used by the Node commands and tests only) …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // Its install script would fetch CUDA libraries, which nothing here uses.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (result.status !== 0) {
    console.error('onnxruntime-node could not be installed. Check the connection to the npm registry, then run this again.');
    process.exit(result.status ?? 1);
  }
}
