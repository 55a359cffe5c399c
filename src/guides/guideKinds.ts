import { guideKinds, type GuideKind } from '../document/guide';

/** Each kind in the words of the screen. */
const words: Readonly<Record<GuideKind, string>> = {
  pose: 'Pose',
  scribble: 'Scribble',
  edges: 'Edges',
  lines: 'Lines',
  depth: 'Depth',
  segmentation: 'Segments',
};

export const guideKindChoices = guideKinds.map((value) => ({ value, label: words[value] }));

/** What the picture of a kind shows. */
export const guideKindAbout: Readonly<Record<GuideKind, string>> = {
  pose: 'A skeleton in colours, as OpenPose draws it.',
  scribble: 'White strokes on black.',
  edges: 'Thin white edges on black.',
  lines: 'White line art or straight lines on black.',
  depth: 'Near is white, far is black.',
  segmentation: 'Things as areas in ADE20K’s colours.',
};
