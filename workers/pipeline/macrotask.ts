type Later = (work: () => void) => void;

/** One channel for all: making one each time costs more than a step's own arithmetic. */
function throughChannel(): Later {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (work) => {
    waiting.push(work);
    port2.postMessage(null);
  };
}

/** Node has a word of its own for it, which does not keep the process alive as a listening port would. */
const immediate: unknown = Reflect.get(globalThis, 'setImmediate');
let later: Later | null = typeof immediate === 'function' ? (immediate as Later) : null;

/**
 * Lets the thread take its messages: a loop that only awaits promises never does, and Cancel would not be seen.
 * A message channel, for timers are held back to 4 ms.
 */
export function macrotask(): Promise<void> {
  later ??= throughChannel();
  return new Promise(later);
}
