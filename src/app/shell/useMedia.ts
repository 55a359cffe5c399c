import { useCallback, useSyncExternalStore } from 'react';

/** Below 1024 CSS pixels, which a zoom of 200 % also comes to, the panel is a sheet and the run a bar at the foot. */
export const narrowQuery = '(max-width: 1023px)';
/** Half of a small window, as at a zoom of 200 %: words in the top bar give way to icons. */
export const tinyQuery = '(max-width: 719px)';
/** There is height enough for layers and history to open by themselves. */
export const tallQuery = '(min-height: 1000px)';

/** Whether a media query holds, followed as the window changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
