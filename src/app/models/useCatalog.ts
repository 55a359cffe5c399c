import { useEffect, useState } from 'react';
import { readCatalog, type CatalogEntry } from '../../models/catalog';
import { reportFault, type FaultReport } from '../../../workers/protocol/faults';

export interface CatalogRead {
  /** Null while it is read, and where it could not be. */
  readonly entries: readonly CatalogEntry[] | null;
  readonly fault: FaultReport | null;
}

/** The catalogue's models, read once. */
export function useCatalog(): CatalogRead {
  const [read, setRead] = useState<CatalogRead>({ entries: null, fault: null });
  useEffect(() => {
    let shown = true;
    readCatalog().then(
      ({ packages }) => shown && setRead({ entries: packages, fault: null }),
      (thrown: unknown) => shown && setRead({ entries: null, fault: reportFault(thrown) }),
    );
    return () => {
      shown = false;
    };
  }, []);
  return read;
}
