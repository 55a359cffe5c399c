import type { Guide, GuideKind } from '../document/guide';

/** What ControlNets for a kind of guide are called. */
const names: Readonly<Record<GuideKind, RegExp>> = {
  pose: /pose|skeleton/i,
  scribble: /scribble|sketch/i,
  edges: /canny|edge|hed/i,
  lines: /line|mlsd/i,
  segmentation: /seg(?!mind)|ade20k|uniformer|oneformer/i,
  depth: /depth|midas|zoe/i,
};

/**
 * The ControlNet of the package that a guide leads: the one chosen for it, else one whose name suits its kind, else one whose
 * name suits no kind at all. Null where there is none: a net made for another kind would read the guide wrongly.
 */
export function netForGuide({ kind, controlNet }: Pick<Guide, 'kind' | 'controlNet'>, nets: readonly string[]): string | null {
  if (controlNet !== null && nets.includes(controlNet)) return controlNet;
  const suits = nets.find((net) => names[kind].test(net));
  return suits ?? nets.find((net) => !Object.values(names).some((name) => name.test(net))) ?? null;
}
