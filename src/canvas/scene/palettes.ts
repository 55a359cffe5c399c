import type { MapTarget } from '../../document/mapTarget';

/** Colours of the maps over the picture. Each pair is told apart with any kind of colour blindness (see the test). */
export const palettes = {
  'red-blue': { label: 'Red and blue', scene: '#ff2a2a', exemplar: '#2aa0ff', hold: '#ffd84a' },
  'magenta-green': { label: 'Magenta and green', scene: '#e81fd0', exemplar: '#00a85a', hold: '#ffe9a0' },
} as const satisfies Readonly<Record<string, { readonly label: string } & Readonly<Record<MapTarget['of'], string>>>>;

export type PaletteName = keyof typeof palettes;
