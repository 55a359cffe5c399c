import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { screenView } from '../../canvas/scene/screenView';
import { toPicture } from '../../canvas/viewGeometry';
import { viewStore } from '../../canvas/viewStore';
import { usePicture } from '../../document/hooks';
import { findStore, setFoundPoint } from '../../generation/finding/findStore';
import { drawFound } from './drawFound';
import styles from './Find.module.css';
import { useFoundMap } from './useFoundMap';
import { tr } from '../../../workers/texts/texts';

/** Over the canvas: the contrast as a heat map and the outline of what would change; while a point is asked for, it takes the click. */
export function FindOverlay() {
  const found = useFoundMap();
  const picture = usePicture();
  const { picking, point, usedMapId } = useStore(findStore);
  const view = useStore(viewStore);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !picture) return;
    const { pixelRatio, width, height } = view.viewport;
    context.canvas.width = Math.round(width * pixelRatio);
    context.canvas.height = Math.round(height * pixelRatio);
    // Once it is a change map, the canvas shows it as it shows every other.
    if (found && usedMapId === null) drawFound(context, screenView(view, picture), found.contrast, found.map, point);
  }, [found, picture, view, point, usedMapId]);
  if (!picture) return null;
  const percent = found ? found.map.share * 100 : 0;
  return (
    <div
      className={styles.overlay}
      data-picking={picking}
      onPointerDown={(event) => {
        if (!picking || event.button !== 0) return;
        const box = event.currentTarget.getBoundingClientRect();
        setFoundPoint(toPicture({ x: event.clientX - box.x, y: event.clientY - box.y }, view, view.viewport));
      }}
    >
      <canvas ref={canvas} aria-hidden />
      {found && usedMapId === null ? (
        <span className={styles.tag} role="status" aria-label={tr`What would change`}>
          {tr`would change: ${percent > 0 && percent < 1 ? percent.toFixed(1) : Math.round(percent)} % of the picture`}
        </span>
      ) : null}
    </div>
  );
}
