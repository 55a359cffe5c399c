import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './Tour.module.css';

/** Parts of the screen move without telling: panels fold, results come. */
const lookEveryMs = 200;

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function placeOf(target: string): Place | null {
  const box = document.querySelector(`[data-tour="${target}"]`)?.getBoundingClientRect();
  if (!box || box.width === 0) return null;
  const { left, top, width, height } = box;
  return { left, top, width, height };
}

const isSame = (a: Place | null, b: Place | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A ring around what the tour points at; nothing where that is not on screen. It takes no clicks. */
export function TourRing({ target }: { readonly target: string }) {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const look = (): void => setPlace((before) => (isSame(before, placeOf(target)) ? before : placeOf(target)));
    look();
    const timer = setInterval(look, lookEveryMs);
    window.addEventListener('resize', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('resize', look);
    };
  }, [target]);
  if (!place) return null;
  return createPortal(<div className={styles.ring} style={place} aria-hidden />, document.body);
}
