import type { SettingsPage } from '../../actions/dialogStore';

/** What the settings hold, by the names that stand there, and on which page. */
export const settingsPlaces: readonly { readonly title: string; readonly page: SettingsPage }[] = [
  { title: 'Theme', page: 'look' },
  { title: 'Change map over the picture', page: 'look' },
  { title: 'Step lines', page: 'look' },
  { title: 'Room on this computer', page: 'room' },
  { title: 'What can be freed', page: 'room' },
  { title: 'Keys', page: 'keys' },
  { title: 'This computer', page: 'machine' },
];
