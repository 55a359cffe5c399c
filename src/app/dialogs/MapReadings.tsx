import { useEffect, useRef } from 'react';
import { mapValues } from '../../../workers/maps/mapValues';
import type { MapFileFacts, MapReading } from '../../../workers/protocol/pictures';
import styles from './ImportMapDialog.module.css';

interface MapThumbnailProps {
  readonly facts: MapFileFacts;
  readonly reading: MapReading;
}

/** What a file would be as a change map under one reading: white may change; decoration beside the words. */
export function MapThumbnail({ facts, reading }: MapThumbnailProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height, rgba } = facts.thumbnail;
    const values = mapValues(rgba, reading);
    const grey = new ImageData(width, height);
    for (let i = 0; i < values.length; i += 1) grey.data.set([values[i] as number, values[i] as number, values[i] as number, 255], i * 4);
    ref.current?.getContext('2d')?.putImageData(grey, 0, 0);
  }, [facts, reading]);
  return <canvas ref={ref} className={styles.thumb} width={facts.thumbnail.width} height={facts.thumbnail.height} aria-hidden />;
}
