import type { LoraUse } from '../../workers/protocol/addOns';
import type { Colours } from '../../workers/protocol/colours';
import type { Rect, Size } from '../../workers/protocol/geometry';
import type {
  GenerationArea,
  Ground,
  MapReduction,
  MethodName,
  MethodSettings,
  Recipe,
  ThresholdCurve,
} from '../../workers/protocol/recipe';
import type { ChangeMap } from './changeMap/ChangeMap';
import { firstPose, type CanvasPose } from './canvas/canvasPose';
import type { Extension } from './canvas/extendPicture';
import type { Exemplar } from './exemplar';
import type { Guide } from './guide';
import type { MapLayer } from './mapLayer';
import { firstTarget, type MapTarget } from './mapTarget';
import type { Grid } from './results/grid';
import type { Result } from './results/result';

/** The scene as decoded once at import. Its bytes are never written to. */
export interface Picture extends Size {
  /** RGBA, straight alpha, row-major: width · height · 4 bytes. */
  readonly rgba: Uint8Array;
  /** The ICC profile of the file, embedded again at export. */
  readonly icc: Uint8Array | null;
  /** What else the file said that is written again at export (colour, resolution, texts), as chunks of a PNG. */
  readonly notes?: Uint8Array | null | undefined;
  /** What the numbers of its pixels mean where they are not sRGB's; null or absent: they are taken for sRGB's. */
  readonly colours?: Colours | null | undefined;
  readonly name: string;
  /** How area that was not in the file was last filled; absent where nothing was added. */
  readonly extension?: Extension | undefined;
}

/** An accepted result: its pixels replace what lies below wherever coverage is not 0. */
export interface Layer {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  /** 0…1; absent is 1, where its bytes are copied as they are. */
  readonly opacity?: number | undefined;
  readonly rect: Rect;
  /** RGBA of `rect`. */
  readonly rgba: Uint8Array;
  /** One byte a pixel of `rect`; 0 = not part of the layer. */
  readonly coverage: Uint8Array;
  /** What made it, where that is known. */
  readonly recipe?: Recipe | null;
  /** The result that it was. */
  readonly resultId?: string | undefined;
}

type MethodOf<Name extends MethodName> = Extract<MethodSettings, { name: Name }>;
/** What only the automatic map takes. */
export type AutomaticMapKnobs = Omit<MethodOf<'automatic-map'>, 'name'>;
/** What only the guided optimisation takes, beside the mask between two layouts. */
export type OptimisationKnobs = Omit<MethodOf<'guided-optimisation'>, 'name' | 'layoutMask' | 'output'>;
/** How the mask between two layouts is found. */
export type LayoutMaskKnobs = Omit<NonNullable<MethodOf<'guided-optimisation'>['layoutMask']>, 'guides'>;

/** With what the picture is filled, for the model to start from, where the change map is full. */
export interface GroundChoice {
  /** `picture`: with nothing. */
  readonly fill: 'picture' | Ground['fill'];
  /** Of sRGB, `#rrggbb` in small letters. */
  readonly colour: string;
  /** Null: the topmost visible exemplar. */
  readonly exemplarId: string | null;
}

/** What a run takes beside the pixels. */
export interface Settings {
  readonly prompt: string;
  readonly negativePrompt: string;
  /** Changes to the model, in the order in which they were added. */
  readonly loras: readonly LoraUse[];
  readonly method: MethodName;
  readonly steps: number;
  /** Classifier-free guidance scale; 1 or less turns it off. */
  readonly guidance: number;
  /** 32 bits, unsigned. */
  readonly seed: number;
  /** False: each run is followed by a new seed. */
  readonly seedLocked: boolean;
  /** Global cut of the schedule, 0…1. */
  readonly strength: number;
  /** Scheduler class name, or null for the package's own. */
  readonly scheduler: string | null;
  readonly thresholdCurve: ThresholdCurve;
  readonly mapReduction: MapReduction;
  /** Which kept model makes the last steps, and from which share of the schedule on; null: none does. */
  readonly refiner: { readonly id: string; readonly from: number } | null;
  /** 0…1: how far guidance is kept from raising the contrast. */
  readonly guidanceRescale: number;
  /** 1…10: guidance by the picture of models that edit by instruction. */
  readonly imageGuidance: number;
  /** Softness of the pasted part's edge, inwards, in picture pixels. */
  readonly edgeSoftnessPx: number;
  /** 0…1: how far the edit's colours are brought to those around it. */
  readonly colourMatch: number;
  /** 0…1: how much of the source's detail and tone comes back where little was changed. */
  readonly sourceDetail: number;
  readonly ground: GroundChoice;
  /** Differential: true as published, false its ablation. */
  readonly futureHinting: boolean;
  readonly exemplarPasses: MethodOf<'exemplar-blend'>['passes'];
  /** Blended inpaint: from which strength on the map counts, 0…1. */
  readonly inpaintThreshold: number;
  readonly automaticMap: AutomaticMapKnobs;
  readonly optimisation: OptimisationKnobs;
  /** Guided optimisation: null where the change map alone says where. */
  readonly layoutMask: LayoutMaskKnobs | null;
}

/** A run that is under way, as far as it takes to run it again after a reload. */
export interface RunMark {
  readonly documentId: string;
  readonly settings: Settings;
  /** Those that waited behind it, in their order. */
  readonly rest?: readonly Settings[] | undefined;
}

/** What is edited. Every member is an immutable value; a change replaces it. */
export interface DocumentState {
  /** Names the document that is on the table; opening a picture begins another one. Empty without a picture. */
  readonly documentId: string;
  readonly picture: Picture | null;
  /** How the canvas lies over the picture as it was opened. */
  readonly pose: CanvasPose;
  /** The scene's change maps, from bottom to top; at least one where there is a picture, each as large as it. */
  readonly maps: readonly MapLayer[];
  /** From bottom to top. */
  readonly exemplars: readonly Exemplar[];
  /** Layout conditions, in the order they were added. */
  readonly guides: readonly Guide[];
  /** Which map is painted. */
  readonly target: MapTarget;
  /** That map: it always follows from the three above. Null without a picture. */
  readonly changeMap: ChangeMap | null;
  /** From bottom to top. */
  readonly layers: readonly Layer[];
  /** What runs returned, newest first, of all documents: those of others wait for theirs to be opened again. Read by `placedResults`. */
  readonly results: readonly Result[];
  /** Results that were asked for together, newest first, of all documents. */
  readonly grids: readonly Grid[];
  readonly settings: Settings;
  /** The generation area frozen at the first run; null before. */
  readonly area: GenerationArea | null;
  /** The run under way, or the one that was when the page was left; null where there is none. */
  readonly runMark: RunMark | null;
  /** Rises with every committed change, undo and redo; what autosave follows. */
  readonly revision: number;
}

export const initialSettings: Settings = {
  prompt: '',
  negativePrompt: '',
  loras: [],
  method: 'differential',
  steps: 8,
  guidance: 4,
  seed: 0,
  seedLocked: false,
  strength: 1,
  scheduler: null,
  thresholdCurve: 'linear',
  mapReduction: 'maximum',
  refiner: null,
  guidanceRescale: 0,
  imageGuidance: 1.5,
  edgeSoftnessPx: 0,
  colourMatch: 0,
  sourceDetail: 1,
  ground: { fill: 'picture', colour: '#808080', exemplarId: null },
  futureHinting: true,
  exemplarPasses: 'single',
  inpaintThreshold: 0.5,
  automaticMap: {
    referencePrompt: null,
    noises: 10,
    noiseStrength: 0.5,
    clampRatio: 5,
    threshold: 0.5,
    encodingRatio: 0.8,
    where: 'texts',
    ablation: 'none',
  },
  optimisation: {
    balance: 0.6,
    gradientSteps: 1,
    updateSteps: 15,
    learningRate: 0.1,
    encodingRatio: 1,
    guidanceImage: null,
    refinement: null,
  },
  layoutMask: null,
};

export const emptyDocument: DocumentState = {
  documentId: '',
  picture: null,
  pose: firstPose,
  maps: [],
  exemplars: [],
  guides: [],
  target: firstTarget,
  changeMap: null,
  layers: [],
  results: [],
  grids: [],
  settings: initialSettings,
  area: null,
  runMark: null,
  revision: 0,
};
