import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Rect } from '../../workers/protocol/geometry';
import { documentStore } from '../document/documentStore';
import styles from './CanvasView.module.css';
import { CompareDivider } from './CompareDivider';
import { reportToUser } from '../ui/notices';
import { viewStore } from './viewStore';
import { tr } from '../../workers/texts/texts';

/** The first screen is up by then. */
const idleMs = 1500;

const fetchCanvas = () => import('./mountCanvas');

interface CanvasViewProps {
  /** Takes a rectangle of the picture that was drawn as the generation area, in picture pixels. */
  readonly onArea: (rect: Rect) => void;
  /** What the result that is shown is called. */
  readonly resultName: string;
}

/** The scene with its change map; fills its parent. React only makes the room: painting goes past it. */
export function CanvasView({ onArea, resultName }: CanvasViewProps) {
  const region = useRef<HTMLElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const tool = useStore(viewStore, (state) => state.tool);
  const hasPicture = useStore(documentStore, (state) => state.picture !== null);
  useEffect(() => {
    // Fetched while nothing else is to be done, so that it is there when a picture is.
    const timer = setTimeout(() => void fetchCanvas().catch(() => undefined), idleMs);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const [room, content] = [region.current, surface.current];
    if (!hasPicture || !room || !content) return;
    let ended = false;
    let stop: (() => void) | null = null;
    // Konva and the tools are fetched with the first picture: the first screen does without them.
    fetchCanvas()
      .then(({ mountCanvas }) => {
        if (!ended) stop = mountCanvas(room, content, onArea);
      })
      .catch(reportToUser);
    return () => {
      ended = true;
      stop?.();
    };
  }, [hasPicture, onArea]);
  return (
    <section ref={region} className={styles.region} data-canvas aria-label={tr`Canvas`} data-tour="canvas" tabIndex={0}>
      <div ref={surface} className={styles.surface} data-tool={hasPicture ? tool : 'none'} />
      <CompareDivider resultName={resultName} />
    </section>
  );
}
