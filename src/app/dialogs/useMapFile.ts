import { useEffect, useState } from 'react';
import type { MapFileFacts } from '../../../workers/protocol/pictures';
import { pictureWorker } from '../../exchange/pictureWorker';

/** What is known of a picture file; null before that, and of one that cannot be read: that is said when it is imported. */
export function useMapFile(file: Blob | null): MapFileFacts | null {
  const [known, setKnown] = useState<{ readonly file: Blob; readonly facts: MapFileFacts } | null>(null);
  useEffect(() => {
    if (!file) return;
    const gone = new AbortController();
    pictureWorker()
      .inspectMap(file, { signal: gone.signal })
      .then((facts) => {
        if (!gone.signal.aborted) setKnown({ file, facts });
      })
      .catch(() => undefined);
    return () => gone.abort();
  }, [file]);
  return known?.file === file ? known.facts : null;
}
