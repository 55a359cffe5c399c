import { guideKinds, type GuideKind } from '../document/guide';
import { tr } from '../../workers/texts/texts';

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
  pose: tr`A skeleton in colours, as OpenPose draws it.`,
  scribble: tr`White strokes on black.`,
  edges: tr`Thin white edges on black.`,
  lines: tr`White line art or straight lines on black.`,
  depth: tr`Near is white, far is black.`,
  segmentation: tr`Things as areas in ADE20K’s colours.`,
};
