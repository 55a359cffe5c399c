import { lazyPart } from './lazy/lazyPart';

// What the first screen does without, in the order in which it is likely to be wanted.
export const TourBar = lazyPart(
  'The guided tour',
  () => import('./tour/TourBar'),
  (part) => part.TourBar,
);
export const MapPanel = lazyPart(
  'The change map',
  () => import('./panels/MapPanel'),
  (part) => part.MapPanel,
);
export const RunSettings = lazyPart(
  'The settings of the run',
  () => import('./run/RunSettings'),
  (part) => part.RunSettings,
);
export const GuidedPart = lazyPart(
  'The stages of the edit',
  () => import('./guided/GuidedPart'),
  (part) => part.GuidedPart,
);
export const FindPanel = lazyPart(
  'Finding what to change',
  () => import('./find/FindPanel'),
  (part) => part.FindPanel,
);
export const FindOverlay = lazyPart(
  'What was found',
  () => import('./find/FindOverlay'),
  (part) => part.FindOverlay,
);
export const FindOptions = lazyPart(
  'The options of finding',
  () => import('./find/FindOptions'),
  (part) => part.FindOptions,
);
export const HistoryPanel = lazyPart(
  'The history',
  () => import('./panels/HistoryPanel'),
  (part) => part.HistoryPanel,
);
export const ExemplarsPanel = lazyPart(
  'The exemplars',
  () => import('./panels/exemplars/ExemplarsPanel'),
  (part) => part.ExemplarsPanel,
);
export const GuidesPanel = lazyPart(
  'The guides',
  () => import('./panels/guides/GuidesPanel'),
  (part) => part.GuidesPanel,
);
export const PoseOptions = lazyPart(
  'The options of the pose',
  () => import('./options/PoseOptions'),
  (part) => part.PoseOptions,
);
export const LineOptions = lazyPart(
  'The options of the lines',
  () => import('./options/LineOptions'),
  (part) => part.LineOptions,
);
export const CommandPalette = lazyPart(
  'The list of commands',
  () => import('./dialogs/CommandPalette'),
  (part) => part.CommandPalette,
);
export const SettingsDialog = lazyPart(
  'The settings',
  () => import('./settings/SettingsDialog'),
  (part) => part.SettingsDialog,
);
export const MethodDialog = lazyPart(
  'The methods',
  () => import('./methods/MethodDialog'),
  (part) => part.MethodDialog,
);
export const GridDialog = lazyPart(
  'The grid',
  () => import('./grid/GridDialog'),
  (part) => part.GridDialog,
);
export const StepsDialog = lazyPart(
  'The steps',
  () => import('./grid/StepsDialog'),
  (part) => part.StepsDialog,
);
export const MapSourceDialog = lazyPart(
  'The ways to make a map',
  () => import('./dialogs/mapSource/MapSourceDialog'),
  (part) => part.MapSourceDialog,
);
export const MapModelDialog = lazyPart(
  'Maps from depth or objects',
  () => import('./mapModels/MapModelDialog'),
  (part) => part.MapModelDialog,
);
export const ExportDialog = lazyPart(
  'The export',
  () => import('./dialogs/ExportDialog'),
  (part) => part.ExportDialog,
);
export const CanvasSizeDialog = lazyPart(
  'Extending and cropping',
  () => import('./dialogs/CanvasSizeDialog'),
  (part) => part.CanvasSizeDialog,
);
export const NewPictureDialog = lazyPart(
  'The new picture',
  () => import('./dialogs/NewPictureDialog'),
  (part) => part.NewPictureDialog,
);
export const ModelManager = lazyPart(
  'The models',
  () => import('./models/ModelManager'),
  (part) => part.ModelManager,
);
export const ShortcutSheet = lazyPart(
  'The keyboard shortcuts',
  () => import('./dialogs/ShortcutSheet'),
  (part) => part.ShortcutSheet,
);
export const CapabilityDialog = lazyPart(
  'What runs where',
  () => import('./dialogs/CapabilityDialog'),
  (part) => part.CapabilityDialog,
);
