import type { z } from 'zod';
import { catalogSchema } from '../../workers/protocol/catalog';
import { Fault } from '../../workers/protocol/faults';

export type CatalogEntry = z.infer<typeof catalogSchema>['packages'][number];

/** The packages that people may want. @throws Fault */
export async function readCatalog(): Promise<readonly CatalogEntry[]> {
  const response = await fetch(new URL('models/catalog.json', document.baseURI)).catch(() => null);
  const found = response?.ok ? catalogSchema.safeParse(await response.json().catch(() => null)) : null;
  if (!found?.success) throw new Fault('network', 'The catalogue could not be read.', 'Check the connection and try again. Folders, zips and addresses can be imported without it.');
  return found.data.packages;
}
