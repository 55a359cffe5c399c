// npm start: installs what is missing, builds the studio and serves it on this machine.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { tooOldNode } from './nodeVersion.mjs';

const usualPort = 4173;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

function stop(sentence) {
  if (sentence) console.error(sentence);
  process.exit(1);
}

const tooOld = tooOldNode();
if (tooOld) stop(tooOld);
if (!ensureDependencies(root)) stop('');

const { build, preview } = await import('vite');
console.log('Building Sfumato …');
try {
  await build({ root, logLevel: 'error' });
} catch (error) {
  stop(`The studio could not be built: ${error instanceof Error ? error.message : error}`);
}
// Headers for cross-origin isolation come from vite.config.ts; a port that is taken gives way to the next free one.
const server = await preview({
  root,
  logLevel: 'warn',
  preview: { port: Number(process.env.PORT) || usualPort, strictPort: false, host: 'localhost' },
});
const address = server.httpServer.address();
console.log(`Sfumato is at http://localhost:${typeof address === 'object' && address ? address.port : usualPort}/`);
console.log('It runs wholly in the browser; this window only hands out its files. Ctrl+C ends it.');

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close().finally(() => process.exit(0)));
