// Installs what package-lock.json names, where node_modules is missing or older. Node built-ins only.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Why dependencies must be installed in `folder`, or null where they are there. */
export function reasonToInstall(folder) {
  const installed = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'node_modules is missing';
  if (statSync(installed).mtimeMs < statSync(join(folder, 'package-lock.json')).mtimeMs)
    return 'package-lock.json is newer than node_modules';
  return null;
}

/** Runs npm in `folder`; true where it succeeded. */
export function npm(folder, ...given) {
  // Development packages build and test the studio, optional ones are native parts of Vite and TypeScript: neither may be left out.
  const { status } = spawnSync('npm', [...given, '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    // Its report of success is left out; what went wrong is on the other stream.
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/**
 * Installs where there is reason to: exactly what the lock names, or, where lock and package.json disagree, what npm makes of them.
 * @returns true where everything is there
 */
export function ensureDependencies(folder, install = npm) {
  const reason = reasonToInstall(folder);
  if (reason === null) return true;
  console.log(`Installing dependencies (${reason}) …`);
  if (!install(folder, 'ci') && !install(folder, 'install')) {
    console.error('The dependencies could not be installed. Check the connection to the npm registry, then run this again.');
    return false;
  }
  const installed = join(folder, 'node_modules', '.package-lock.json');
  const now = new Date();
  if (existsSync(installed)) utimesSync(installed, now, now);
  return true;
}
