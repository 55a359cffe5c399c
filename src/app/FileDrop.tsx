import { useEffect, useState } from 'react';
import { fileAtAddress, mayHoldPicture, readDropped, type Dropped } from '../actions/droppedFiles';
import { isProjectFile, openProjectFile } from '../actions/projectFiles';
import { quoted, takeFiles, type Zone } from '../actions/takeFiles';
import { writableHandle } from '../exchange/project/projectPlace';
import { openDialog } from '../actions/dialogStore';
import { viewStore } from '../canvas/viewStore';
import { toPicture } from '../canvas/viewGeometry';
import { documentStore } from '../document/documentStore';
import { droppedHandles } from '../models/localFiles';
import { droppedFolder, requireModelFiles, type LocalFolder } from '../models/localFolders';
import { isWeightsFile, offerFolder, offerModel } from '../models/offeredModel';
import { notify, reportToUser } from '../ui/notices';
import type { LocalHandle } from '../../workers/protocol/localFile';
import { progressNotice } from '../ui/progressNotice';
import styles from './FileDrop.module.css';
import { consumeLaunches } from './offline/launches';
import { tr } from '../../workers/texts/texts';

type Handle = ReturnType<typeof droppedHandles>[number] | LocalHandle;
type Place = { readonly x: number; readonly y: number } | null;

const hasPicture = () => documentStore.getState().picture !== null;

/** The zone under the pointer: without a scene every picture becomes one. */
function zoneOf({ target }: DragEvent): Zone {
  const named = target instanceof Element ? target.closest<HTMLElement>('[data-zone]')?.dataset.zone : undefined;
  return hasPicture() && named !== 'open' ? 'exemplar' : 'open';
}

/** Where on the scene a drop lies, in picture pixels; null beside the canvas. */
function placeOf({ clientX, clientY }: DragEvent): Place {
  const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect();
  const { picture } = documentStore.getState();
  if (!canvas || !picture) return null;
  const { zoom, pan, viewport } = viewStore.getState();
  const at = toPicture({ x: clientX - canvas.x, y: clientY - canvas.y }, { zoom, pan }, viewport);
  return at.x >= 0 && at.y >= 0 && at.x < picture.width && at.y < picture.height ? at : null;
}

/** Fetches what lies at a dropped address, which takes as long as its host does. */
async function fetchDropped(address: string): Promise<File> {
  const stop = new AbortController();
  const progress = progressNotice(tr`Fetching the dropped picture…`, () => stop.abort());
  return fileAtAddress(address, stop.signal).finally(() => progress.end());
}

/** What else comes with files: handles in their order, and the folder among them. */
interface Beside {
  readonly handles: readonly Handle[];
  readonly folder?: Promise<LocalFolder | null>;
}

/** A project or a model is opened alone: names what came with it. */
function tellLeft(others: readonly File[]): void {
  if (others.length > 0) notify(tr`Not opened: ${quoted(others)}. Open them one after the other.`);
}

async function take({ files, address }: Dropped, zone: Zone, at: Place, beside: Beside = { handles: [] }): Promise<void> {
  const folder = await beside.folder;
  if (folder) {
    requireModelFiles(folder);
    openDialog('models');
    offerFolder(folder);
    return;
  }
  const model = files.findIndex(isWeightsFile);
  const file = files[model];
  if (file) {
    const handle = await beside.handles[model];
    openDialog('models');
    offerModel(file, handle?.kind === 'file' ? handle : null, files);
    tellLeft(files.filter((other) => other !== file && !/\.ya?ml$/i.test(other.name)));
    return;
  }
  const project = files.findIndex(isProjectFile);
  const projectFile = files[project];
  if (projectFile) {
    await openProjectFile(projectFile, writableHandle(await beside.handles[project]));
    tellLeft(files.filter((other) => other !== projectFile));
    return;
  }
  const all = address === null ? files : [await fetchDropped(address)];
  await takeFiles(all, zone, at);
}

/**
 * Takes pictures dropped on the window or pasted, files and addresses alike: as the scene where there is none, else as exemplars,
 * unless dropped on the zone beside.
 */
export function FileDrop() {
  const [over, setOver] = useState<Zone | null>(null);
  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    // What is dragged within the page (a thumbnail, a link) is no picture from outside.
    let fromWithin = false;
    const holds = (event: DragEvent) => !fromWithin && mayHoldPicture(event.dataTransfer?.types ?? []);
    const onOver = (event: DragEvent) => {
      if (!holds(event)) return;
      event.preventDefault();
      setOver(zoneOf(event));
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(null);
    };
    const onDrop = (event: DragEvent) => {
      if (!holds(event) || !event.dataTransfer) return;
      event.preventDefault();
      setOver(null);
      const handles = droppedHandles(event.dataTransfer);
      const beside = { handles, folder: droppedFolder(event.dataTransfer, handles) };
      take(readDropped(event.dataTransfer), zoneOf(event), placeOf(event), beside).catch(reportToUser);
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      take({ files, address: null }, hasPicture() ? 'exemplar' : 'open', null).catch(reportToUser);
    };
    consumeLaunches((files, handles) => void take({ files, address: null }, 'open', null, { handles }).catch(reportToUser));
    window.addEventListener('dragstart', () => (fromWithin = true), { signal });
    window.addEventListener('dragend', () => (fromWithin = false), { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    window.addEventListener('paste', onPaste, { signal });
    return () => listeners.abort();
  }, []);
  if (over === null) return null;
  if (!hasPicture()) return <div className={styles.only}>{tr`Drop to open this picture`}</div>;
  return (
    <div className={styles.zones}>
      <div className={styles.zone} data-zone="exemplar" data-over={over === 'exemplar'}>
        {tr`Drop to lay it on the scene as an exemplar`}
      </div>
      <div className={styles.zone} data-zone="open" data-over={over === 'open'}>
        {tr`Drop here to open it as a new scene`}
      </div>
    </div>
  );
}
