/** How long, in milliseconds, a test waits for what a model or a worker does. Says nothing of speed: it ends what never would. */
export const patience = 240_000;
