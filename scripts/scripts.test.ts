import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chromiumSources, complaint, ensureChromium, findChromium } from './chromium.mjs';
import { ensureDependencies, reasonToInstall } from './dependencies.mjs';
import { tooOldNode } from './nodeVersion.mjs';

describe('tooOldNode', () => {
  it('takes 20.19 and newer', () => {
    for (const version of ['20.19.0', '22.1.0', '24.0.0']) expect(tooOldNode(version)).toBeNull();
    expect(tooOldNode()).toBeNull();
  });
  it('says what to do otherwise', () => expect(tooOldNode('18.20.4')).toMatch(/needs Node 20\.19 .* this is Node 18\.20\.4/));
});

describe('ensureDependencies', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sfumato-'));
    writeFileSync(join(folder, 'package-lock.json'), '{}');
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const installAt = (seconds: number) => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    const file = join(folder, 'node_modules', '.package-lock.json');
    writeFileSync(file, '{}');
    utimesSync(file, seconds, seconds);
  };

  it('finds nothing to do where node_modules is newer than the lock', () => {
    installAt(Date.now() / 1000 + 60);
    expect(reasonToInstall(folder)).toBeNull();
    const install = vi.fn(() => true);
    expect(ensureDependencies(folder, install)).toBe(true);
    expect(install).not.toHaveBeenCalled();
  });

  it('installs where it is missing or older, and only once', () => {
    expect(reasonToInstall(folder)).toContain('missing');
    installAt(1000);
    expect(reasonToInstall(folder)).toContain('newer');
    const install = vi.fn(() => true);
    expect(ensureDependencies(folder, install)).toBe(true);
    expect(install.mock.calls).toEqual([[folder, 'ci']]);
    expect(reasonToInstall(folder)).toBeNull();
  });

  it('falls back to npm install, and gives up in words', () => {
    const tried: string[] = [];
    expect(ensureDependencies(folder, (_, command) => tried.push(command ?? '') === 2)).toBe(true);
    expect(tried).toEqual(['ci', 'install']);
    expect(ensureDependencies(folder, () => false)).toBe(false);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('npm registry'));
  });
});

it.each(['package-lock.json', 'e2e/node-runtime/package-lock.json'])('every package in %s is held to its digest', (path) => {
  const { packages } = JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')) as {
    packages: Record<string, { integrity?: string; link?: boolean }>;
  };
  const loose = Object.entries(packages).filter(
    ([name, { integrity, link }]) => name !== '' && !link && !/^sha(256|384|512)-/.test(integrity ?? ''),
  );
  expect(loose.map(([name]) => name)).toEqual([]);
  expect(Object.keys(packages).length).toBeGreaterThan(1);
});

describe('findChromium', () => {
  const rig = (there: Record<string, number | null>, own: string | null = null) => ({
    environment: {},
    places: ['/a', '/b'],
    exists: (path: string) => path in there,
    major: (path: string) => there[path] ?? null,
    own: () => Promise.resolve(own),
  });

  it('takes the one that is named, or none where it is not there', async () => {
    const search = { ...rig({ '/mine': 5, '/a': 156 }), environment: { SFUMATO_CHROMIUM: '/mine' } };
    expect(await findChromium(search)).toBe('/mine');
    expect(await findChromium({ ...search, environment: { CHROMIUM_PATH: '/gone' } })).toBeNull();
  });

  it('passes over one that is too old; one that does not tell its age is taken', async () => {
    expect(await findChromium(rig({ '/a': 100, '/b': 156 }))).toBe('/b');
    expect(await findChromium(rig({ '/a': null, '/b': 156 }))).toBe('/a');
  });

  it('ends with Playwright’s own, where it is there', async () => {
    expect(await findChromium(rig({ '/a': 100, '/own': 159 }, '/own'))).toBe('/own');
    expect(await findChromium(rig({}, '/own'))).toBeNull();
    expect(await findChromium(rig({}))).toBeNull();
  });
});

describe('chromiumSources', () => {
  const commands = (machine: Parameters<typeof chromiumSources>[0]) => chromiumSources(machine).sources.map(({ command }) => command);
  const debian = { platform: 'linux', present: (program: string) => program === 'apt-get' } as const;

  it('asks the package manager first as root, Playwright afterwards', () => {
    expect(commands({ ...debian, root: true })).toEqual(['apt-get install -y chromium', 'npx playwright install chromium']);
    expect(chromiumSources({ ...debian, root: true }).manual).toBe('apt-get install -y chromium');
  });

  it('never touches the system without root, and says the one command to run', () => {
    expect(commands({ ...debian, root: false })).toEqual(['npx playwright install chromium']);
    expect(chromiumSources({ ...debian, root: false }).manual).toBe('sudo apt-get install -y chromium');
    expect(commands({ platform: 'darwin', root: false, present: () => true })).toEqual(['npx playwright install chromium']);
  });
});

describe('ensureChromium', () => {
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation((line: string) => void said.push(line));
  });
  afterEach(() => vi.restoreAllMocks());

  const rig = (outcomes: Record<string, 'brings one' | 'brings nothing' | 'fails'>) => {
    let there: string | null = null;
    const sources = Object.entries(outcomes).map(([command, outcome]) => ({
      command,
      install: () => {
        if (outcome === 'brings one') there = `/from/${command}`;
        return outcome === 'fails' ? `${command} is unreachable` : null;
      },
    }));
    return { find: () => Promise.resolve(there), environment: {}, from: { sources, manual: 'sudo get chromium' } };
  };

  it('installs nothing where one is found', async () => {
    expect(await ensureChromium({ ...rig({ apt: 'brings one' }), find: () => Promise.resolve('/usr/bin/chromium') })).toBe(
      '/usr/bin/chromium',
    );
    expect(said).toEqual([]);
  });

  it('tries each source in turn with a line for each', async () => {
    expect(await ensureChromium(rig({ apt: 'fails', npx: 'brings one' }))).toBe('/from/npx');
    expect(said).toEqual(['Installing Chromium: apt …', '  did not work: apt is unreachable', 'Installing Chromium: npx …']);
  });

  it('ends with the one command to run where nothing worked', async () => {
    expect(await ensureChromium(rig({ apt: 'fails', npx: 'brings nothing' }))).toBeNull();
    expect(said.at(-2)).toContain('sudo get chromium');
    expect(said.join('\n')).toContain('too old, or not where browsers are looked for');
  });

  it.each([
    [
      'Error: getaddrinfo ENOTFOUND a.b\n    at GetAddrInfo (x:1) {\n  errno: -3008,\n  hostname: "a.b"\n}\n',
      'Error: getaddrinfo ENOTFOUND a.b',
    ],
    ['npm error code E404\nnpm error 404 Not found\nnpm error A complete log of this run: /root\nnpm notice\n', 'npm error 404 Not found'],
    ['W: a mirror sleeps\nE: Unable to locate package chromium\n', 'E: Unable to locate package chromium'],
    ['Killed\n', 'Killed'],
    ['\n}\n', null],
  ])('says of “%s” what matters', (stderr, said) => {
    expect(complaint(stderr)).toBe(said);
  });

  it('never replaces a browser that was named', async () => {
    expect(await ensureChromium({ ...rig({ apt: 'brings one' }), environment: { CHROMIUM_PATH: '/gone' } })).toBeNull();
    expect(said.join()).toContain('/gone');
  });
});
