import type { z } from 'zod';
import { catalogSchema } from '../../workers/protocol/catalog';
import { Fault } from '../../workers/protocol/faults';
import { fetchOwnFile, parsed } from './fetchOwnFile';
import { tr } from '../../workers/texts/texts';

export type CatalogEntry = z.infer<typeof catalogSchema>['packages'][number];

/** A part alone, for models that lack it. */
export type CatalogPart = z.infer<typeof catalogSchema>['parts'][number];

/** The packages that people may want, and parts for those that lack one. @throws Fault */
export async function readCatalog(): Promise<z.infer<typeof catalogSchema>> {
  const text = await fetchOwnFile(new URL('models/catalog.json', document.baseURI), 2 ** 20).then(
    (file) => file.text(),
    () => 'null',
  );
  const found = catalogSchema.safeParse(parsed(text));
  if (!found.success)
    throw new Fault(
      'network',
      tr`The catalogue could not be read.`,
      tr`Check the connection and try again. Folders, zips and addresses can be imported without it.`,
    );
  return found.data;
}
