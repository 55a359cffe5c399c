import { z } from 'zod';
import { createStore } from 'zustand/vanilla';

/** The foldable parts of the side panel. */
export type PartName = 'map' | 'exemplars' | 'guides' | 'layers' | 'history';

const keptSchema = z.object({
  /** Parts that were folded or opened by hand; the others open by themselves where they hold something. */
  parts: z.partialRecord(z.enum(['map', 'exemplars', 'guides', 'layers', 'history']), z.boolean()),
  /** Whether the settings of the run are open. */
  run: z.boolean(),
  /** The side panel put away with its key: prompt and Generate then stand at the foot. */
  hidden: z.boolean(),
});

interface LayoutState extends z.infer<typeof keptSchema> {
  /** On narrow screens the panel is a sheet; it starts closed. */
  readonly sheet: boolean;
}

const storageKey = 'sfumato-layout';

function kept(): z.infer<typeof keptSchema> {
  const first = { parts: {}, run: false, hidden: false };
  try {
    const text = localStorage.getItem(storageKey);
    return text === null ? first : (keptSchema.safeParse(JSON.parse(text)).data ?? first);
  } catch {
    // Storage may be refused, or hold something else: the panel is then as on a first visit.
    return first;
  }
}

/** What of the screen is folded, remembered from visit to visit. */
export const layoutStore = createStore<LayoutState>(() => ({ ...kept(), sheet: false }));

layoutStore.subscribe(({ parts, run, hidden }) => {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ parts, run, hidden }));
  } catch {
    // As above: nothing is remembered then.
  }
});

export const setPart = (name: PartName, open: boolean): void =>
  layoutStore.setState(({ parts }) => ({ parts: { ...parts, [name]: open } }));
export const setSheet = (sheet: boolean): void => layoutStore.setState({ sheet });
/** Opens or folds the settings of the run; they lie in the panel, so that it comes along where it is a sheet. */
export const setRunOpen = (run: boolean): void => layoutStore.setState(run ? { run, sheet: true, hidden: false } : { run });
export const togglePanels = (): void => layoutStore.setState(({ hidden }) => ({ hidden: !hidden }));
