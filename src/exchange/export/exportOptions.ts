import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { lossyFormats } from '../../../workers/protocol/pictures';

/** In what form the picture leaves: one picture, or its layers. */
export const exportFormats = ['png', ...lossyFormats, 'psd', 'ora'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const optionsSchema = z.object({
  format: z.enum(exportFormats).catch('png'),
  /** Of formats with loss, 0.1…1. */
  quality: z.number().min(0.1).max(1).catch(0.9),
  /** Longest side of formats with loss, in pixels; null: as it is. */
  sidePx: z.int().min(64).max(8192).nullable().catch(null),
  /** Whether files say how the picture was made. */
  metadata: z.boolean().catch(true),
});

/** How pictures are exported, remembered in this browser. */
export type ExportOptions = Readonly<z.infer<typeof optionsSchema>>;

const storageKey = 'sfumato.export';

function remembered(): ExportOptions {
  try {
    return optionsSchema.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    return optionsSchema.parse({});
  }
}

export const exportOptionsStore = createStore<ExportOptions>(remembered);

export function setExportOptions(change: Partial<ExportOptions>): void {
  exportOptionsStore.setState(change);
  try {
    localStorage.setItem(storageKey, JSON.stringify(exportOptionsStore.getState()));
  } catch {
    // Where nothing is kept it holds for this visit.
  }
}
