import type { Keeper } from './keepProject';
import type { Aside } from './projectStore';

let inUse: Keeper | null = null;

/** Says which keeper the screen speaks to. */
export function speakTo(keeper: Keeper): void {
  inUse = keeper;
}

/** Makes this tab the one that keeps the project. */
export const takeOverProject = (): void => inUse?.takeOver();

/** What is set aside of former saves. @throws Fault storage-unavailable */
export const savesAside = (): Promise<Aside> => inUse?.aside() ?? Promise.resolve({ count: 0, sizeBytes: 0 });

/** Gives up what could not be read of former saves. @throws Fault storage-unavailable */
export const giveUpAside = (): Promise<void> => inUse?.clearAside() ?? Promise.resolve();

/** Saves until neither generation holds what the document no longer has. */
export const settleSaves = (): Promise<void> => inUse?.settle() ?? Promise.resolve();
