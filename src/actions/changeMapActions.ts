import { clearMap, fillMap, invertMap } from '../document/commands';
import { documentStore } from '../document/documentStore';
import { openFinding } from '../generation/finding/findStore';
import type { Action } from './action';
import { openDialog } from './dialogStore';
import { layoutStore } from './layoutStore';
import { tr } from '../../workers/texts/texts';

const hasPicture = () => documentStore.getState().picture !== null;

/** Lets every pixel change fully. */
export const changeEverything = () => fillMap(255);

/** Opens the place where the model finds it, by comparing the prompt with a sentence on what the picture shows now. */
function findChange(): void {
  layoutStore.setState({ hidden: false, sheet: true, run: false });
  openFinding();
}

export const changeMapActions: readonly Action[] = [
  { id: 'change-everything', label: tr`Change everything`, group: 'Change map', keys: [], enabled: hasPicture, run: changeEverything },
  { id: 'invert-map', label: tr`Invert`, group: 'Change map', keys: ['mod+i'], enabled: hasPicture, run: invertMap },
  { id: 'clear-map', label: tr`Clear`, group: 'Change map', keys: ['mod+Backspace'], enabled: hasPicture, run: clearMap },
  { id: 'find-change', label: tr`Find what to change…`, group: 'Change map', keys: [], enabled: hasPicture, run: findChange },
  { id: 'map-from', label: tr`Map from…`, group: 'Change map', keys: [], enabled: hasPicture, run: () => openDialog('map-source') },
  {
    id: 'map-from-model',
    label: tr`Map from depth or objects…`,
    group: 'Change map',
    keys: [],
    enabled: hasPicture,
    run: () => openDialog('map-model'),
  },
];
