import type { MethodName } from '../../workers/protocol/recipe';

/** The methods this version offers, in the words of the screen. */
export const offeredMethods: readonly { readonly value: MethodName; readonly label: string; readonly about: string }[] = [
  { value: 'differential', label: 'Differential', about: 'Every pixel changes as much as the map says (Differential Diffusion).' },
  { value: 'image-to-image', label: 'Image-to-image', about: 'The whole area is redrawn at the global strength; the map only decides what is kept of it (SDEdit).' },
];
