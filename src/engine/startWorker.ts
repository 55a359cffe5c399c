import { spokenName } from '../../workers/texts/startSpoken';
import { spoken } from '../../workers/texts/useTexts';
import { workerInFrame } from './workerInFrame';

/** What a client needs of a worker: comlink's endpoint, its errors and its end. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'>;

/**
 * Whether the host sends the headers that the studio's files are to have: isolation comes by no other way. Each worker's script then
 * has a policy of its own by its header.
 */
const hostSendsHeaders = (): boolean => globalThis.crossOriginIsolated === true;

/** A script that only loads another one. Workers from such a blob have the policy of the page that made it. */
export function scriptLoading(url: string): Blob {
  return new Blob([`import ${JSON.stringify(new URL(url, document.baseURI).href)};`], { type: 'text/javascript' });
}

/** A worker that was started, told the texts that it needs before anything else; English ones are its own. */
function inLanguage(start: (name: string) => WorkerLike, name: string): WorkerLike {
  const texts = spoken();
  const worker = start(spokenName(name, texts));
  if (texts) worker.postMessage(texts);
  return worker;
}

/** Starts a worker that may reach nothing beyond the own origin: by the policy of its header, else by that of the page. */
export function startWorker(url: string, name: string): WorkerLike {
  const script = hostSendsHeaders() ? url : URL.createObjectURL(scriptLoading(url));
  return inLanguage((spokenAs) => new Worker(script, { type: 'module', name: spokenAs }), name);
}

/** Starts the worker that may fetch from elsewhere: by the policy of its header, else by that of an empty page which has its own. */
export function startStore(url: string, name: string): WorkerLike {
  return inLanguage(
    (spokenAs) => (hostSendsHeaders() ? new Worker(url, { type: 'module', name: spokenAs }) : workerInFrame(scriptLoading(url), spokenAs)),
    name,
  );
}
