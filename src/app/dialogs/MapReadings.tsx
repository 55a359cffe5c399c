import { useEffect, useRef } from 'react';
import { lumaOf } from '../../exchange/changeMap/lumaOf';
import { turnPolarity, type WhiteMeans } from '../../exchange/changeMap/polarity';
import styles from './ImportMapDialog.module.css';
import type { MapFileFacts } from './useMapFile';

/** What a file would be as a change map under one reading: white may change; decoration beside the words. */
export function MapReading({ facts, whiteMeans }: { readonly facts: MapFileFacts; readonly whiteMeans: WhiteMeans }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height, rgba } = facts.thumbnail;
    const values = turnPolarity(lumaOf(rgba), whiteMeans);
    const grey = new ImageData(width, height);
    for (let i = 0; i < values.length; i += 1) grey.data.set([values[i] as number, values[i] as number, values[i] as number, 255], i * 4);
    ref.current?.getContext('2d')?.putImageData(grey, 0, 0);
  }, [facts, whiteMeans]);
  return <canvas ref={ref} className={styles.thumb} width={facts.thumbnail.width} height={facts.thumbnail.height} aria-hidden />;
}
