import { documentStore } from '../document/documentStore';
import type { Action } from './action';
import { shownResult } from '../generation/staging';
import { openDialog } from './dialogStore';
import { copyPicture, exportChangeMap, exportPicture, exportWithoutResult } from './exportFiles';
import { pickFile } from './filePicker';
import { duplicateProject, saveProjectFile } from './projectFiles';
import { tr } from '../../workers/texts/texts';

const hasPicture = () => documentStore.getState().picture !== null;

export const fileActions: readonly Action[] = [
  {
    id: 'new-picture',
    label: tr`New blank picture…`,
    group: 'File',
    keys: ['Alt+n'],
    enabled: () => true,
    run: () => openDialog('new-picture'),
  },
  {
    id: 'open-image',
    label: tr`Open image`,
    group: 'File',
    keys: ['mod+o'],
    whileTyping: true,
    enabled: () => true,
    run: () => pickFile('Open image'),
  },
  {
    id: 'open-project',
    label: tr`Open project`,
    group: 'File',
    keys: [],
    enabled: () => true,
    run: () => pickFile('Open project'),
  },
  {
    id: 'settings-of-picture',
    label: tr`Settings of a picture…`,
    group: 'File',
    keys: [],
    enabled: () => true,
    run: () => pickFile('Settings of a picture'),
  },
  { id: 'save-project', label: tr`Save project`, group: 'File', keys: [], enabled: hasPicture, run: saveProjectFile },
  { id: 'duplicate-project', label: tr`Duplicate picture`, group: 'File', keys: [], enabled: hasPicture, run: duplicateProject },
  {
    id: 'export',
    label: tr`Export…`,
    group: 'File',
    keys: ['mod+e'],
    whileTyping: true,
    enabled: hasPicture,
    run: () => openDialog('export'),
  },
  { id: 'copy-picture', label: tr`Copy picture`, group: 'File', keys: [], enabled: hasPicture, run: copyPicture },
  {
    id: 'export-png',
    label: tr`Export PNG`,
    group: 'File',
    keys: ['mod+Shift+e'],
    whileTyping: true,
    enabled: hasPicture,
    run: exportPicture,
  },
  {
    id: 'export-without-result',
    label: tr`PNG of the picture without this result`,
    group: 'File',
    keys: [],
    enabled: () => shownResult() !== null,
    run: exportWithoutResult,
  },
  { id: 'export-change-map', label: tr`Export change map`, group: 'File', keys: [], enabled: hasPicture, run: () => exportChangeMap() },
  {
    id: 'add-exemplar',
    label: tr`Add exemplar`,
    group: 'File',
    keys: ['mod+Shift+o'],
    enabled: hasPicture,
    run: () => pickFile('Add exemplar'),
  },
  {
    id: 'import-change-map',
    label: tr`Import change map`,
    group: 'File',
    keys: [],
    enabled: hasPicture,
    run: () => pickFile('Import change map'),
  },
];
