// Finds a Chromium for the tests, or installs one. Node built-ins only, except for Playwright itself, which is asked last.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Older ones lack what the tests need (WebGPU on the software adapter in headless mode). */
const oldestMajor = 130;

const linux = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome', '/snap/bin/chromium', '/opt/google/chrome/chrome'];
const mac = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
const windows = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => (process.env[name] ? [join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe')] : []));
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
export async function findChromium({ environment = process.env, places = usual[process.platform] ?? [], exists = existsSync, major = majorOf, own = playwrightPath } = {}) {
  const named = environment.SFUMATO_CHROMIUM || environment.CHROMIUM_PATH;
  if (named) return exists(named) ? named : null;
  const found = places.find((path) => exists(path) && (major(path) ?? oldestMajor) >= oldestMajor);
  if (found) return found;
  const bundled = await own();
  return bundled && exists(bundled) ? bundled : null;
}

const run = (command, given, environment = {}) => spawnSync(command, given, { stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, ...environment } }).status === 0;

/** Debian's package may be installed without asking only where the machine is there for this: as root, under CI. */
const mayUseApt = () => Boolean(process.env.CI) && process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/** Finds a Chromium or installs one; null, and what to do on screen, where neither works. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  const named = process.env.SFUMATO_CHROMIUM || process.env.CHROMIUM_PATH;
  if (named) {
    console.error(`There is no browser at ${named}, which SFUMATO_CHROMIUM or CHROMIUM_PATH names.`);
    return null;
  }
  if (mayUseApt()) {
    console.log('Installing Chromium (apt-get install chromium) …');
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
    if (run('apt-get', ['update', '-q'], quiet)) run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], quiet);
    const installed = await findChromium();
    if (installed) return installed;
  }
  console.log('Installing Playwright’s Chromium (npx playwright install chromium) …');
  run('npx', ['playwright', 'install', 'chromium']);
  const installed = await findChromium();
  if (installed) return installed;
  console.error('No Chromium was found, and none could be installed. Do one of these, then run this again:');
  console.error('  npx playwright install --with-deps chromium');
  if (process.platform === 'linux') console.error('  sudo apt-get install -y chromium');
  console.error('  SFUMATO_CHROMIUM=/path/to/chromium npm test');
  return null;
}
