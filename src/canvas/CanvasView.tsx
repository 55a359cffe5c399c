import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../document/documentStore';
import styles from './CanvasView.module.css';
import { CompareDivider } from './CompareDivider';
import { mountCanvas } from './mountCanvas';
import { viewStore } from './viewStore';

/** The scene with its change map; fills its parent. React only makes the room: painting goes past it. */
export function CanvasView() {
  const region = useRef<HTMLElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const tool = useStore(viewStore, (state) => state.tool);
  const hasPicture = useStore(documentStore, (state) => state.picture !== null);
  useEffect(() => {
    if (region.current && surface.current) return mountCanvas(region.current, surface.current);
  }, []);
  return (
    <section ref={region} className={styles.region} aria-label="Canvas" tabIndex={0}>
      <div ref={surface} className={styles.surface} data-tool={hasPicture ? tool : 'none'} />
      <CompareDivider />
    </section>
  );
}
