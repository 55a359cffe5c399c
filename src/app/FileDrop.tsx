import { useEffect, useState } from 'react';
import { openImageFile } from '../actions/openImage';
import { viewStore } from '../canvas/viewStore';
import { toPicture } from '../canvas/viewGeometry';
import { documentStore } from '../document/documentStore';
import { addExemplarFile } from '../exemplars/addExemplarFile';
import { reportToUser } from '../ui/notices';
import styles from './FileDrop.module.css';

type Zone = 'open' | 'exemplar';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
const hasPicture = () => documentStore.getState().picture !== null;

/** The zone under the pointer: without a scene every picture becomes one. */
function zoneOf({ target }: DragEvent): Zone {
  const named = target instanceof Element ? target.closest<HTMLElement>('[data-zone]')?.dataset.zone : undefined;
  return hasPicture() && named !== 'open' ? 'exemplar' : 'open';
}

/** Where on the scene a drop lies, in picture pixels; null beside the canvas. */
function placeOf({ clientX, clientY }: DragEvent): { x: number; y: number } | null {
  const canvas = document.querySelector('[aria-label="Canvas"]')?.getBoundingClientRect();
  const { picture } = documentStore.getState();
  if (!canvas || !picture) return null;
  const { zoom, pan, viewport } = viewStore.getState();
  const at = toPicture({ x: clientX - canvas.x, y: clientY - canvas.y }, { zoom, pan }, viewport);
  return at.x >= 0 && at.y >= 0 && at.x < picture.width && at.y < picture.height ? at : null;
}

/** Takes pictures dropped on the window or pasted: as the scene where there is none, else as exemplars, unless dropped on the zone beside. */
export function FileDrop() {
  const [over, setOver] = useState<Zone | null>(null);
  useEffect(() => {
    const take = async (files: readonly File[], zone: Zone, at: { x: number; y: number } | null) => {
      const [first] = files;
      if (zone === 'exemplar') for (const file of files) await addExemplarFile(file, at);
      else if (first) await openImageFile(first);
    };
    const listeners = new AbortController();
    const { signal } = listeners;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(zoneOf(event));
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(null);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(null);
      take([...(event.dataTransfer?.files ?? [])], zoneOf(event), placeOf(event)).catch(reportToUser);
    };
    const onPaste = (event: ClipboardEvent) => {
      take([...(event.clipboardData?.files ?? [])], hasPicture() ? 'exemplar' : 'open', null).catch(reportToUser);
    };
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    window.addEventListener('paste', onPaste, { signal });
    return () => listeners.abort();
  }, []);
  if (over === null) return null;
  if (!hasPicture()) return <div className={styles.only}>Drop to open this picture</div>;
  return (
    <div className={styles.zones}>
      <div className={styles.zone} data-zone="exemplar" data-over={over === 'exemplar'}>
        Drop to lay it on the scene as an exemplar
      </div>
      <div className={styles.zone} data-zone="open" data-over={over === 'open'}>
        Drop here to open it as a new scene
      </div>
    </div>
  );
}
