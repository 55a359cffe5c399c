import { useStore } from 'zustand';
import type { Layer, Picture, Settings } from './documentState';
import { documentStore } from './documentStore';
import { placedResults, type PlacedResult } from './results/placedResults';
import type { GenerationArea } from '../../workers/protocol/recipe';

/** The picture on the table, or null. */
export const usePicture = (): Picture | null => useStore(documentStore, (state) => state.picture);

/** The accepted results, from bottom to top. */
export const useLayers = (): readonly Layer[] => useStore(documentStore, (state) => state.layers);

/** Prompt, method, seed and the other settings of a run. */
export const useSettings = (): Settings => useStore(documentStore, (state) => state.settings);

/** The generation area frozen at the first run or drawn by hand; null before. */
export const useArea = (): GenerationArea | null => useStore(documentStore, (state) => state.area);

/** The results of the document on the table, newest first, where they lie on the canvas of today. */
export const useResults = (): readonly PlacedResult[] => useStore(documentStore, placedResults);
