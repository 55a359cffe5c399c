import { fileURLToPath } from 'node:url';
import type { BrowserContext } from '@playwright/test';
import { build } from 'vite';
import type { FakeScript } from '../../src/engine/fakeEngine';

const root = fileURLToPath(new URL('../../', import.meta.url));

let bundled: Promise<string> | null = null;

/** The scripted engine of the unit tests as one classic script; built once for each process of the tests. */
function bundle(): Promise<string> {
  bundled ??= build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: 'src/engine/fakeEngine.ts', formats: ['iife'], name: 'scripted' } },
  }).then((built) => {
    const [first] = Array.isArray(built) ? built : [built];
    const chunk = first && 'output' in first ? first.output.find((part) => part.type === 'chunk') : undefined;
    if (!chunk) throw new Error('The scripted engine was not built.');
    return chunk.code;
  });
  return bundled;
}

/**
 * Hands the scripted engine to every page of the context before its scripts run: no worker of models is started, loading and
 * running are done at once, or as `script` says. A result is the source with every covered pixel inverted.
 */
export async function handInScriptedEngine(context: BrowserContext, script: FakeScript = {}): Promise<void> {
  const content = `${await bundle()}; globalThis.sfumatoEngine = scripted.createFakeEngine(${JSON.stringify(script)});`;
  // Only in pages: frames that start workers have no studio.
  await context.addInitScript({ content: `if (globalThis === globalThis.top) { ${content} }` });
}
