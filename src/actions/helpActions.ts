import type { Action } from './action';
import { openDialog } from './dialogStore';
import { canInstall, installApp } from './installApp';
import { startTour } from './tour';

export const helpActions: readonly Action[] = [
  {
    id: 'commands',
    label: 'Commands',
    group: 'Help',
    keys: ['mod+k'],
    whileTyping: true,
    enabled: () => true,
    run: () => openDialog('commands'),
  },
  { id: 'shortcuts', label: 'Keyboard shortcuts', group: 'Help', keys: ['?'], enabled: () => true, run: () => openDialog('shortcuts') },
  { id: 'tour', label: 'Guided tour', group: 'Help', keys: [], enabled: () => true, run: startTour },
  { id: 'models', label: 'Models', group: 'File', keys: [], enabled: () => true, run: () => openDialog('models') },
  { id: 'capabilities', label: 'What runs where', group: 'Help', keys: [], enabled: () => true, run: () => openDialog('capabilities') },
  { id: 'install', label: 'Install as an app', group: 'Help', keys: [], enabled: canInstall, run: installApp },
];
