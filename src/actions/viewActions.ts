import { toolList } from '../canvas/toolList';
import { setOverlay, setTool, viewStore } from '../canvas/viewStore';
import { zoomActual, zoomFit, zoomIn, zoomOut } from '../canvas/zoom';
import { documentStore } from '../document/documentStore';
import type { Action } from './action';

const hasPicture = () => documentStore.getState().picture !== null;

const tools: readonly Action[] = toolList.map(({ name, label, key }) => ({ id: `tool-${name}`, label, group: 'Tools', keys: [key], enabled: () => true, run: () => setTool(name) }));

const view = (id: string, label: string, keys: readonly string[], run: () => void): Action => ({ id, label, group: 'View', keys, enabled: hasPicture, run });

const toggleOverlay = () => setOverlay({ mode: viewStore.getState().overlay.mode === 'picture' ? 'overlay' : 'picture' });
const toggleMapOnly = () => setOverlay({ mode: viewStore.getState().overlay.mode === 'map' ? 'overlay' : 'map' });

export const viewActions: readonly Action[] = [
  ...tools,
  view('toggle-overlay', 'Show or hide the change map', ['Backslash', '\\'], toggleOverlay),
  view('map-only', 'Show only the change map', ['Alt+Backslash', 'Alt+\\'], toggleMapOnly),
  view('zoom-in', 'Zoom in', ['mod+=', 'mod++'], zoomIn),
  view('zoom-out', 'Zoom out', ['mod+-'], zoomOut),
  view('zoom-fit', 'Fit in the window', ['mod+0'], zoomFit),
  view('zoom-actual', 'Actual pixels', ['mod+1'], zoomActual),
];
