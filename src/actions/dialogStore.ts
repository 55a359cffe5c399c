import { createStore } from 'zustand/vanilla';

/** The dialog that is open, if any. */
export type DialogName =
  | 'import-change-map'
  | 'map-source'
  | 'map-model'
  | 'pose-model'
  | 'canvas-size'
  | 'export'
  | 'new-picture'
  | 'shortcuts'
  | 'commands'
  | 'capabilities'
  | 'models'
  | 'methods'
  | 'grid'
  | 'steps'
  | 'settings';

/** The pages of the settings. */
export type SettingsPage = 'look' | 'room' | 'keys' | 'machine';

interface Dialogs {
  readonly open: DialogName | null;
  /** On which page the settings open. */
  readonly page: SettingsPage;
}

export const dialogStore = createStore<Dialogs>(() => ({ open: null, page: 'look' }));

export const openDialog = (open: DialogName, page: SettingsPage = 'look') => dialogStore.setState({ open, page });
export const closeDialog = () => dialogStore.setState({ open: null });
