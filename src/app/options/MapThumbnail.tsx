import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { segmentColour } from '../../../workers/maps/segmentation/segmentClasses';
import { paintsClasses } from '../../changemap/classInHand';
import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import { documentStore } from '../../document/documentStore';
import { mapAt, type MapTarget } from '../../document/mapTarget';
import styles from './Options.module.css';

const sidePx = 48;
/** Strokes follow each other quickly, and nobody watches so small a map meanwhile. */
const pauseMs = 150;

/** The map's greys, or the colours of its classes, the whole of it in a square. */
function small(map: ChangeMap, classes: boolean): ImageData {
  const image = new ImageData(sidePx, sidePx);
  for (let y = 0; y < sidePx; y += 1) {
    for (let x = 0; x < sidePx; x += 1) {
      const value = map.read(Math.floor(((x + 0.5) * map.width) / sidePx), Math.floor(((y + 0.5) * map.height) / sidePx));
      image.data.set([...(classes ? segmentColour(value) : [value, value, value]), 255], (y * sidePx + x) * 4);
    }
  }
  return image;
}

/** A map as a small square of greys; decoration only. */
export function MapThumbnail({ target, className = styles.key }: { readonly target: MapTarget; readonly className?: string | undefined }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const map = useStore(documentStore, (state) => mapAt(state, target));
  const classes = useStore(documentStore, ({ guides }) => paintsClasses({ target, guides }));
  useEffect(() => {
    const draw = () => {
      const context = ref.current?.getContext('2d');
      if (map) context?.putImageData(small(map, classes), 0, 0);
      else context?.clearRect(0, 0, sidePx, sidePx);
    };
    const timer = setTimeout(draw, pauseMs);
    return () => clearTimeout(timer);
  }, [map, classes]);
  return <canvas ref={ref} className={className} width={sidePx} height={sidePx} aria-hidden />;
}
