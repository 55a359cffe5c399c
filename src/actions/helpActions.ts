import type { Action } from './action';
import { openDialog } from './dialogStore';
import { canInstall, installApp } from './installApp';
import { startTour } from './tour';
import { tr } from '../../workers/texts/texts';

export const helpActions: readonly Action[] = [
  {
    id: 'commands',
    label: tr`Commands`,
    group: 'Help',
    keys: ['mod+k'],
    whileTyping: true,
    enabled: () => true,
    run: () => openDialog('commands'),
  },
  { id: 'shortcuts', label: tr`Keyboard shortcuts`, group: 'Help', keys: ['?'], enabled: () => true, run: () => openDialog('shortcuts') },
  { id: 'tour', label: tr`Guided tour`, group: 'Help', keys: [], enabled: () => true, run: startTour },
  { id: 'models', label: tr`Models`, group: 'File', keys: [], enabled: () => true, run: () => openDialog('models') },
  { id: 'capabilities', label: tr`What runs where`, group: 'Help', keys: [], enabled: () => true, run: () => openDialog('capabilities') },
  { id: 'install', label: tr`Install as an app`, group: 'Help', keys: [], enabled: canInstall, run: installApp },
];
