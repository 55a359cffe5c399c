/** The ways to a model that is not in the catalogue. */
export type Way = 'file' | 'folder' | 'zip' | 'address' | 'hub';

/** What of the list of models is looked at. */
export type Chosen =
  | { readonly kind: 'starter' }
  | { readonly kind: 'kept'; readonly id: string }
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'way'; readonly way: Way };
