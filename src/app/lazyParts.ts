import { lazyPart } from './lazy/lazyPart';
import { tr } from '../../workers/texts/texts';

// What the first screen does without, in the order in which it is likely to be wanted.
export const TourBar = lazyPart(
  tr`The guided tour`,
  () => import('./tour/TourBar'),
  (part) => part.TourBar,
);
export const MapPanel = lazyPart(
  tr`The change map`,
  () => import('./panels/MapPanel'),
  (part) => part.MapPanel,
);
export const RunSettings = lazyPart(
  tr`The settings of the run`,
  () => import('./run/RunSettings'),
  (part) => part.RunSettings,
);
export const GuidedPart = lazyPart(
  tr`The stages of the edit`,
  () => import('./guided/GuidedPart'),
  (part) => part.GuidedPart,
);
export const FindPanel = lazyPart(
  tr`Finding what to change`,
  () => import('./find/FindPanel'),
  (part) => part.FindPanel,
);
export const FindOverlay = lazyPart(
  tr`What was found`,
  () => import('./find/FindOverlay'),
  (part) => part.FindOverlay,
);
export const FindOptions = lazyPart(
  tr`The options of finding`,
  () => import('./find/FindOptions'),
  (part) => part.FindOptions,
);
export const HistoryPanel = lazyPart(
  tr`The history`,
  () => import('./panels/HistoryPanel'),
  (part) => part.HistoryPanel,
);
export const ExemplarsPanel = lazyPart(
  tr`The exemplars`,
  () => import('./panels/exemplars/ExemplarsPanel'),
  (part) => part.ExemplarsPanel,
);
export const GuidesPanel = lazyPart(
  tr`The guides`,
  () => import('./panels/guides/GuidesPanel'),
  (part) => part.GuidesPanel,
);
export const PoseOptions = lazyPart(
  tr`The options of the pose`,
  () => import('./options/PoseOptions'),
  (part) => part.PoseOptions,
);
export const LineOptions = lazyPart(
  tr`The options of the lines`,
  () => import('./options/LineOptions'),
  (part) => part.LineOptions,
);
export const CommandPalette = lazyPart(
  tr`The list of commands`,
  () => import('./dialogs/CommandPalette'),
  (part) => part.CommandPalette,
);
export const SettingsDialog = lazyPart(
  tr`The settings`,
  () => import('./settings/SettingsDialog'),
  (part) => part.SettingsDialog,
);
export const MethodDialog = lazyPart(
  tr`The methods`,
  () => import('./methods/MethodDialog'),
  (part) => part.MethodDialog,
);
export const GridDialog = lazyPart(
  tr`The grid`,
  () => import('./grid/GridDialog'),
  (part) => part.GridDialog,
);
export const StepsDialog = lazyPart(
  tr`The steps`,
  () => import('./grid/StepsDialog'),
  (part) => part.StepsDialog,
);
export const MapSourceDialog = lazyPart(
  tr`The ways to make a map`,
  () => import('./dialogs/mapSource/MapSourceDialog'),
  (part) => part.MapSourceDialog,
);
export const MapModelDialog = lazyPart(
  tr`Maps from depth or objects`,
  () => import('./mapModels/MapModelDialog'),
  (part) => part.MapModelDialog,
);
export const ExportDialog = lazyPart(
  tr`The export`,
  () => import('./dialogs/ExportDialog'),
  (part) => part.ExportDialog,
);
export const CanvasSizeDialog = lazyPart(
  tr`Extending and cropping`,
  () => import('./dialogs/CanvasSizeDialog'),
  (part) => part.CanvasSizeDialog,
);
export const NewPictureDialog = lazyPart(
  tr`The new picture`,
  () => import('./dialogs/NewPictureDialog'),
  (part) => part.NewPictureDialog,
);
export const ModelManager = lazyPart(
  tr`The models`,
  () => import('./models/ModelManager'),
  (part) => part.ModelManager,
);
export const ShortcutSheet = lazyPart(
  tr`The keyboard shortcuts`,
  () => import('./dialogs/ShortcutSheet'),
  (part) => part.ShortcutSheet,
);
export const CapabilityDialog = lazyPart(
  tr`What runs where`,
  () => import('./dialogs/CapabilityDialog'),
  (part) => part.CapabilityDialog,
);
