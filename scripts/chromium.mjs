// Finds a Chromium for the tests, or installs one. Node built-ins only, except for Playwright itself, which is asked last.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Older ones lack what the tests need (WebGPU on the software adapter in headless mode). */
const oldestMajor = 130;

const linux = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
];
const mac = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
const windows = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) =>
  process.env[name] ? [join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
);
const usual = { linux, darwin: mac, win32: windows };

/** Major version of a browser, or null where it does not say (Windows' Chrome never does). */
function majorOf(path) {
  if (process.platform === 'win32') return null;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const found = /(\d+)\.\d+\.\d+/.exec(stdout ?? '');
  return found ? Number(found[1]) : null;
}

/** Where Playwright keeps its own Chromium, or null where Playwright is not installed. */
async function playwrightPath() {
  try {
    const { chromium } = await import('@playwright/test');
    return chromium.executablePath();
  } catch {
    return null;
  }
}

/**
 * The first Chromium that is there and new enough: one named by SFUMATO_CHROMIUM or CHROMIUM_PATH (taken as it is), one in a usual
 * place, Playwright's own. Null where there is none.
 */
export async function findChromium({
  environment = process.env,
  places = usual[process.platform] ?? [],
  exists = existsSync,
  major = majorOf,
  own = playwrightPath,
} = {}) {
  const named = environment.SFUMATO_CHROMIUM || environment.CHROMIUM_PATH;
  if (named) return exists(named) ? named : null;
  const found = places.find((path) => exists(path) && (major(path) ?? oldestMajor) >= oldestMajor);
  if (found) return found;
  const bundled = await own();
  return bundled && exists(bundled) ? bundled : null;
}

const run = (command, given, environment = {}) =>
  spawnSync(command, given, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment },
  });

/** The line that says most of what a command complained of: the last that calls itself an error, else the last with words in it. */
export function complaint(stderr) {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) => /[a-z]/i.test(line) && !/^at |^[a-z]+: .*,$|^npm (?:notice|warn|error (?:code|errno|syscall|A complete log))/i.test(line),
    );
  return lines.findLast((line) => /^(?:\w*error|E|fatal|npm error)\b/i.test(line)) ?? lines.at(-1) ?? null;
}

/** What went wrong with a command, in one line. */
function ending({ status, error, stderr }) {
  if (status === 0) return null;
  return error?.message ?? complaint(stderr ?? '') ?? `it ended with ${status}`;
}

const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
const has = (program) => (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(join(folder, program)));

/** A system's package manager: needs root, and is tried first there, for it brings the libraries along. */
const managers = [
  {
    program: 'apt-get',
    command: 'apt-get install -y chromium',
    install: () =>
      ending(run('apt-get', ['update', '-q'], quiet)) ??
      ending(run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], quiet)),
  },
  { program: 'dnf', command: 'dnf install -y chromium', install: () => ending(run('dnf', ['install', '-y', '-q', 'chromium'])) },
  { program: 'apk', command: 'apk add chromium', install: () => ending(run('apk', ['add', '--quiet', 'chromium'])) },
  {
    program: 'pacman',
    command: 'pacman -S --noconfirm chromium',
    install: () => ending(run('pacman', ['-Sy', '--noconfirm', 'chromium'])),
  },
];

const playwright = {
  command: 'npx playwright install chromium',
  install: () => ending(run('npx', ['playwright', 'install', 'chromium'])),
};

/** Where a Chromium may come from on this machine, in the order in which to try; `manual`: the one command for a person to run. */
export function chromiumSources({ platform = process.platform, root = process.getuid?.() === 0, present = has } = {}) {
  const manager = platform === 'linux' ? managers.find(({ program }) => present(program)) : undefined;
  return {
    sources: root && manager ? [manager, playwright] : [playwright],
    manual: manager ? `${root ? '' : 'sudo '}${manager.command}` : 'npx playwright install --with-deps chromium',
  };
}

/**
 * Finds a Chromium, or installs one from whichever source answers, each tried in turn with one line; null, and the one command to
 * run on screen, where none does.
 */
export async function ensureChromium({ find = findChromium, environment = process.env, from = chromiumSources() } = {}) {
  const found = await find();
  if (found) return found;
  const named = environment.SFUMATO_CHROMIUM || environment.CHROMIUM_PATH;
  if (named) {
    console.error(`There is no browser at ${named}, which SFUMATO_CHROMIUM or CHROMIUM_PATH names.`);
    return null;
  }
  for (const { command, install } of from.sources) {
    console.log(`Installing Chromium: ${command} …`);
    const failed = install();
    const installed = failed === null ? await find() : null;
    if (installed) return installed;
    console.log(`  did not work: ${failed ?? 'what it installed is too old, or not where browsers are looked for'}`);
  }
  console.error(`No Chromium was found or could be installed. Run this, then npm test again:\n  ${from.manual}`);
  console.error('A browser elsewhere is taken with SFUMATO_CHROMIUM=/path/to/chromium npm test.');
  return null;
}
