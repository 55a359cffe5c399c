import { useEffect } from 'react';
import { useStore } from 'zustand';
import { packageStore } from '../models/packageStore';
import { refreshShelf, shelfStore } from '../models/shelf';
import { keptAddOns, type KeptAddOn, type TakingModel } from './keptAddOns';

/** The add-ons that are kept, and the model that they would go with; null while that is not loaded. */
export function useAddOns(): { readonly kept: readonly KeptAddOn[]; readonly model: TakingModel | null } {
  const packages = useStore(shelfStore, (state) => state.packages);
  const model = useStore(packageStore, (state) => state.summary);
  const takes = Boolean(model?.addOnFamily);
  useEffect(() => {
    // Nobody asks the store for a model that takes none.
    if (takes && shelfStore.getState().packages === null) void refreshShelf();
  }, [takes]);
  return { kept: keptAddOns(packages), model };
}
