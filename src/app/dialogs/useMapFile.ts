import { useEffect, useState } from 'react';
import type { Size } from '../../../workers/protocol/geometry';

/** What is shown of a file before it is taken as a map. */
export interface MapFileFacts extends Size {
  readonly thumbnail: Size & { readonly rgba: Uint8Array };
}

const thumbnailPx = 200;

async function read(file: Blob): Promise<MapFileFacts> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(1, thumbnailPx / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const drawn = context?.getImageData(0, 0, canvas.width, canvas.height).data;
    const rgba = drawn ? new Uint8Array(drawn) : new Uint8Array(canvas.width * canvas.height * 4);
    return { width, height, thumbnail: { width: canvas.width, height: canvas.height, rgba } };
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Size and thumbnail of a picture file; null before they are known, and of one that cannot be read: that is said when it is imported. */
export function useMapFile(file: Blob | null): MapFileFacts | null {
  const [known, setKnown] = useState<{ readonly file: Blob; readonly facts: MapFileFacts } | null>(null);
  useEffect(() => {
    if (!file) return;
    let current = true;
    read(file)
      .then((facts) => {
        if (current) setKnown({ file, facts });
      })
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [file]);
  return known?.file === file ? known.facts : null;
}
