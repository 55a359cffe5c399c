import { refreshShelf, shelfStore } from '../models/shelf';
import { keptAddOns, type KeptAddOn } from './keptAddOns';

/** The add-ons that are kept; the store is asked for them once, where nobody has asked it before. */
export async function shelfAddOns(): Promise<readonly KeptAddOn[]> {
  if (shelfStore.getState().packages === null) await refreshShelf();
  return keptAddOns(shelfStore.getState().packages);
}
