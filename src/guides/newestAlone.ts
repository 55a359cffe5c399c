import { inTurn } from '../changemap/largeEdit';

/**
 * A search that is asked for again while it runs: one at a time, then that for the newest values; those between are passed over. Resolves
 * when nothing is left to be found; `editsWritten` waits for it too. Failures are told.
 */
export function newestAlone<Settings>(find: (id: string, settings: Settings) => Promise<void>): typeof find {
  let wanted: readonly [string, Settings] | null = null;
  let running: Promise<void> | null = null;
  const findWanted = async (): Promise<void> => {
    while (wanted) {
      const [id, settings]: readonly [string, Settings] = wanted;
      wanted = null;
      await find(id, settings);
    }
  };
  return (id, settings) => {
    wanted = [id, settings];
    running ??= inTurn(findWanted).finally(() => {
      running = null;
    });
    return running;
  };
}
