import { useSyncExternalStore } from 'react';
import { methods } from '../../workers/protocol/methods';
import { accessStore } from '../document/access';
import { documentStore } from '../document/documentStore';
import { keptAddOns } from '../addOns/keptAddOns';
import { runNets } from '../addOns/runNets';
import { packageStore } from '../models/packageStore';
import { shelfStore } from '../models/shelf';
import { entriesLeft } from './queue/entriesLeft';
import { findsMap } from './methods/findsMap';
import { readiness, type Readiness } from './readiness';
import { sceneExtras } from './recipe/sceneExtras';
import { netForGuide } from '../guides/netForGuide';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import { findsLayout, runGuides } from './recipe/runGuides';
import { mayChange, runExemplars, sceneMap } from './recipe/runMaps';
import { countsFrom } from './methods/whatCounts';
import { tr } from '../../workers/texts/texts';

const shownOnly: Readiness = { ready: false, reason: tr`Another tab keeps this project: take over to edit it here`, offer: null };

let last: Readiness = { ready: true };

/** Whether Generate can be pressed now, from the stores as they stand. The same answer is the same object. */
export function currentReadiness(): Readiness {
  if (accessStore.getState().readOnly) return shownOnly;
  const state = documentStore.getState();
  const { picture, settings } = state;
  const { takesExemplars } = methods[settings.method];
  const { fault, summary } = packageStore.getState();
  const nets = summary && runNets(summary, keptAddOns(shelfStore.getState().packages));
  const next = readiness({
    hasPicture: picture !== null,
    // What a tool holds, a gradient with its handles for one, is written by the press.
    mapIsEmpty: !mayChange(state) && !sceneExtras.getState().editing,
    method: settings.method,
    findsMap: findsMap(settings),
    encodingRatio: (settings.method === 'guided-optimisation' ? settings.optimisation : settings.automaticMap).encodingRatio,
    strongest: strongestOf(sceneMap(state)),
    countsFrom: countsFrom(settings),
    needsGuide: findsLayout(state) && !runGuides(state).some(({ role }) => role === 'wanted'),
    guides: nets ? runGuides(state).map((guide) => ({ name: guide.name, controlNet: netForGuide(guide, nets.names) })) : [],
    needsExemplar: takesExemplars && runExemplars(state).length === 0,
    steps: settings.steps,
    strength: settings.strength,
    entriesLeft: entriesLeft(settings),
    packageFault: fault,
    summary,
  });
  if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
  return last;
}

const strongestOf = (map: ChangeMap | null): number | null => (map ? map.maximum() / 255 : null);

function subscribe(listener: () => void): () => void {
  const stops = [
    documentStore.subscribe(listener),
    accessStore.subscribe(listener),
    packageStore.subscribe(listener),
    shelfStore.subscribe(listener),
    sceneExtras.subscribe((now, before) => (now.editing === before.editing ? undefined : listener())),
  ];
  return () => stops.forEach((stop) => stop());
}

/** The same for React. */
export function useReadiness(): Readiness {
  return useSyncExternalStore(subscribe, currentReadiness);
}
