import { useState } from 'react';

/** Settings as their sliders say while what they ask for is still being found; then as they are kept. */
export function useAhead<Settings extends object>(
  kept: Settings,
  /** Tells of failures by itself. */
  find: (settings: Settings) => Promise<void>,
): { readonly settings: Settings; readonly change: (next: Partial<Settings>) => void } {
  const [ahead, setAhead] = useState<Settings | null>(null);
  const settings = ahead ?? kept;
  const change = (next: Partial<Settings>) => {
    const wanted = { ...settings, ...next };
    setAhead(wanted);
    void find(wanted).finally(() => setAhead(null));
  };
  return { settings, change };
}
