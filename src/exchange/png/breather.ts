/** Longest stretch of work before the thread is given back, in milliseconds. */
const stretchMs = 12;

const macrotask = (): Promise<void> => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
});

/** Lets long loops on the window's thread breathe: `await breathe()` gives the thread back when 12 ms of work have passed. */
export function makeBreather(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < stretchMs) return undefined;
    return macrotask().then(() => {
      since = performance.now();
    });
  };
}
