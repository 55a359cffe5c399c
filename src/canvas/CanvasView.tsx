import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Rect } from '../../workers/protocol/geometry';
import { documentStore } from '../document/documentStore';
import styles from './CanvasView.module.css';
import { CompareDivider } from './CompareDivider';
import { mountCanvas } from './mountCanvas';
import { viewStore } from './viewStore';

interface CanvasViewProps {
  /** Takes a rectangle of the picture that was drawn as the generation area, in picture pixels. */
  readonly onArea: (rect: Rect) => void;
}

/** The scene with its change map; fills its parent. React only makes the room: painting goes past it. */
export function CanvasView({ onArea }: CanvasViewProps) {
  const region = useRef<HTMLElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const tool = useStore(viewStore, (state) => state.tool);
  const hasPicture = useStore(documentStore, (state) => state.picture !== null);
  useEffect(() => {
    if (region.current && surface.current) return mountCanvas(region.current, surface.current, onArea);
  }, [onArea]);
  return (
    <section ref={region} className={styles.region} aria-label="Canvas" tabIndex={0}>
      <div ref={surface} className={styles.surface} data-tool={hasPicture ? tool : 'none'} />
      <CompareDivider />
    </section>
  );
}
