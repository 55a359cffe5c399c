import { toolList } from '../canvas/toolList';
import { mapViewStore, setMapView, toggleMapMode } from '../changemap/mapView';
import { setTool } from '../canvas/viewStore';
import { zoomActual, zoomFit, zoomIn, zoomOut } from '../canvas/zoom';
import { documentStore } from '../document/documentStore';
import type { Action } from './action';
import { togglePanels } from './layoutStore';
import { tr } from '../../workers/texts/texts';

const hasPicture = () => documentStore.getState().picture !== null;

const tools: readonly Action[] = toolList.map(({ name, label, key }) => ({
  id: `tool-${name}`,
  label,
  group: 'Tools',
  keys: [key],
  enabled: () => true,
  run: () => setTool(name),
}));

const view = (id: string, label: string, keys: readonly string[], run: () => void): Action => ({
  id,
  label,
  group: 'View',
  keys,
  enabled: hasPicture,
  run,
});

export const viewActions: readonly Action[] = [
  ...tools,
  view('toggle-overlay', tr`Show or hide the change map`, ['Backslash', '\\'], () => toggleMapMode('none')),
  view('map-only', tr`Show only the change map`, ['Alt+Backslash', 'Alt+\\'], () => toggleMapMode('map')),
  view('map-hatching', tr`Show what may change hatched`, [], () => setMapView({ fill: 'hatching', mode: 'over' })),
  view('map-mist', tr`Show what stays under a mist`, [], () => setMapView({ fill: 'mist', mode: 'over' })),
  view('step-lines', tr`Show or hide the step lines`, ['Shift+l'], () => setMapView({ isolines: !mapViewStore.getState().isolines })),
  {
    id: 'toggle-panels',
    label: tr`Hide or show the panels`,
    group: 'View',
    keys: ['Shift+Backslash'],
    enabled: () => true,
    run: togglePanels,
  },
  view('zoom-in', tr`Zoom in`, ['mod+=', 'mod++'], zoomIn),
  view('zoom-out', tr`Zoom out`, ['mod+-'], zoomOut),
  view('zoom-fit', tr`Fit in the window`, ['mod+0'], zoomFit),
  view('zoom-actual', tr`Actual pixels`, ['mod+1'], zoomActual),
];
