import type { SettingsPage } from '../../actions/dialogStore';
import { offeredLanguages } from '../../ui/language';
import { tr } from '../../../workers/texts/texts';

/** What the settings hold, by the names that stand there, and on which page. */
export const settingsPlaces: readonly { readonly title: string; readonly page: SettingsPage }[] = [
  { title: tr`Theme`, page: 'look' },
  ...(offeredLanguages().length > 1 ? [{ title: tr`Language`, page: 'look' as const }] : []),
  { title: tr`Change map over the picture`, page: 'look' },
  { title: tr`Step lines`, page: 'look' },
  { title: tr`Room on this computer`, page: 'room' },
  { title: tr`What can be freed`, page: 'room' },
  { title: tr`Keys`, page: 'keys' },
  { title: tr`This computer`, page: 'machine' },
];
