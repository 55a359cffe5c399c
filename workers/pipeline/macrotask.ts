/**
 * Lets the thread take its messages: a loop that only awaits promises never does, and Cancel would not be seen.
 * A message channel, for timers are held back to 4 ms.
 */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
