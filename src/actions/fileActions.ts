import { documentStore } from '../document/documentStore';
import type { Action } from './action';
import { exportChangeMap, exportPicture } from './exportFiles';
import { pickFile } from './filePicker';

const hasPicture = () => documentStore.getState().picture !== null;

export const fileActions: readonly Action[] = [
  { id: 'open-image', label: 'Open image', group: 'File', keys: ['mod+o'], whileTyping: true, enabled: () => true, run: () => pickFile('Open image') },
  { id: 'export-png', label: 'Export PNG', group: 'File', keys: ['mod+Shift+e'], whileTyping: true, enabled: hasPicture, run: exportPicture },
  { id: 'export-change-map', label: 'Export change map', group: 'File', keys: [], enabled: hasPicture, run: exportChangeMap },
  { id: 'add-exemplar', label: 'Add exemplar', group: 'File', keys: ['mod+Shift+o'], enabled: hasPicture, run: () => pickFile('Add exemplar') },
  { id: 'import-change-map', label: 'Import change map', group: 'File', keys: [], enabled: hasPicture, run: () => pickFile('Import change map') },
];
