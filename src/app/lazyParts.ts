import { lazy } from 'react';

/** What is opened rarely is fetched when it is first opened, so that the first screen comes sooner. */
export const CanvasSizeDialog = lazy(async () => ({ default: (await import('./dialogs/CanvasSizeDialog')).CanvasSizeDialog }));
export const CapabilityDialog = lazy(async () => ({ default: (await import('./dialogs/CapabilityDialog')).CapabilityDialog }));
export const CommandPalette = lazy(async () => ({ default: (await import('./dialogs/CommandPalette')).CommandPalette }));
export const MapModelDialog = lazy(async () => ({ default: (await import('./mapModels/MapModelDialog')).MapModelDialog }));
export const MapSourceDialog = lazy(async () => ({ default: (await import('./dialogs/mapSource/MapSourceDialog')).MapSourceDialog }));
export const ShortcutSheet = lazy(async () => ({ default: (await import('./dialogs/ShortcutSheet')).ShortcutSheet }));
export const ExemplarsPanel = lazy(async () => ({ default: (await import('./panels/exemplars/ExemplarsPanel')).ExemplarsPanel }));
export const MapPanel = lazy(async () => ({ default: (await import('./panels/MapPanel')).MapPanel }));
export const GuidesPanel = lazy(async () => ({ default: (await import('./panels/guides/GuidesPanel')).GuidesPanel }));
export const HistoryPanel = lazy(async () => ({ default: (await import('./panels/HistoryPanel')).HistoryPanel }));
