import { createStore } from 'zustand/vanilla';

/** The dialog that is open, if any. */
export type DialogName = 'import-change-map' | 'map-source' | 'map-model' | 'canvas-size' | 'shortcuts' | 'commands' | 'capabilities' | 'models' | 'settings';

export const dialogStore = createStore<{ readonly open: DialogName | null }>(() => ({ open: null }));

export const openDialog = (open: DialogName) => dialogStore.setState({ open });
export const closeDialog = () => dialogStore.setState({ open: null });
