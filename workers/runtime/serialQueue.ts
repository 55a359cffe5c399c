/**
 * Runs tasks one after the other, in the order they were asked for. ORT creates one session at a time and runs one
 * evaluation at a time; a task that fails rejects its own promise and leaves the queue in order.
 */
export class SerialQueue {
  private tail: Promise<unknown> = Promise.resolve();

  enqueue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.tail.then(task);
    this.tail = result.catch(() => undefined);
    return result;
  }
}
