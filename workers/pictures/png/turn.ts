/**
 * Called between stretches of work, with how far the work is (0…1) where that is known: tells the progress, takes messages such
 * as Cancel now and then, and throws what ends the work.
 */
export type Turn = (done?: number) => Promise<void> | undefined;

/** For work that nobody waits for beside: it runs through. */
export const atOnce: Turn = () => undefined;
