import { useEffect, useState } from 'react';
import { listSamples, type Sample } from '../models/samples';
import { reportToUser } from '../ui/notices';

/** The samples that come with the studio; none until they are listed. */
export function useSamples(): readonly Sample[] {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    let gone = false;
    listSamples().then((listed) => (gone ? undefined : setSamples(listed)), reportToUser);
    return () => {
      gone = true;
    };
  }, []);
  return samples;
}
