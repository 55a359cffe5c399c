/** Gives the window its turn between stretches of work. */
export const nextFrame = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
