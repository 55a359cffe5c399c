import type { Blobs, PackageSummary } from '../../../workers/protocol/engine';
import { Fault } from '../../../workers/protocol/faults';
import type { GenerationArea, Recipe, Refiner } from '../../../workers/protocol/recipe';
import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { DocumentState } from '../../document/documentState';
import { flattenRect } from '../../document/flatten';
import type { Guide } from '../../document/guide';
import { exemplarOverScene } from '../../exemplars/composeExemplars';
import { guideOverScene } from '../../guides/guideOverScene';
import { netForGuide } from '../../guides/netForGuide';
import { buildRecipe } from './buildRecipe';
import type { KeptAddOn } from '../../addOns/keptAddOns';
import { runAddOns } from '../../addOns/runAddOns';
import { runNets } from '../../addOns/runNets';
import { areaOfRun } from './freezeArea';
import { mapOfRun } from './mapOfRun';
import { runGround } from './runGround';
import { runGuides } from './runGuides';
import { computeSceneMap, runExemplars } from './runMaps';
import { tr } from '../../../workers/texts/texts';

/** All that a run takes, frozen. */
export interface FrozenRun {
  readonly recipe: Recipe;
  /** By the digests that the recipe names. */
  readonly pixels: Blobs;
  /** To be frozen into the document, so that touch-ups can resume; null where the run says nothing of where later ones will work. */
  readonly area: GenerationArea | null;
  /** What of the settings takes no part, and why, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Freezes a run: what the engine is asked for follows from document and model alone, and nothing is written anywhere. A document is
 * an immutable value, so painting on does not touch what was frozen.
 * @param kept the add-ons that are kept
 * @param refiner what makes the last steps, as it is kept
 * @param combine the scene's maps as one; in the map worker where they are several
 * @throws Fault `bad-picture`, `nothing-to-change`, `bad-recipe`
 */
export async function freezeRun(
  document: DocumentState,
  summary: PackageSummary,
  kept: readonly KeptAddOn[] = [],
  refiner: Refiner | null = null,
  combine: (document: DocumentState) => Promise<ChangeMap | null> = computeSceneMap,
): Promise<FrozenRun> {
  const { picture, layers, settings } = document;
  const painted = await combine(document);
  if (!picture || !painted) throw new Fault('bad-picture', tr`There is no picture to edit.`, tr`Open a picture or choose a sample.`);
  const { width, height } = picture;
  const whole = { x: 0, y: 0, width, height };
  const changeMap = mapOfRun(painted, document);
  const area = areaOfRun(changeMap, document, summary);
  if (!area)
    throw new Fault(
      'nothing-to-change',
      tr`The change map is black: nothing may change.`,
      tr`Paint where it may change, or change everything.`,
    );
  const guides = runGuides(document).map((guide) => ({
    ...guide,
    controlNet: netOf(guide, runNets(summary, kept).names, summary.title),
    rgba: guideOverScene(guide.content, picture),
  }));
  const exemplars = runExemplars(document).map((exemplar) => ({
    rgba: exemplarOverScene(exemplar, picture),
    changeMap: exemplar.map.readRect(whole),
    hold: exemplar.hold?.readRect(whole) ?? null,
  }));
  const rgba = flattenRect(picture, layers, whole);
  const { prompt, negativePrompt, loras, embeddings, notes } = runAddOns(settings, kept, summary);
  const added = {
    prompt,
    negativePrompt,
    loras,
    embeddings,
    controlNets: runNets(summary, kept).added(guides.map(({ controlNet }) => controlNet)),
  };
  const { colours = null } = picture;
  const input = {
    width,
    height,
    rgba,
    changeMap: changeMap.readRect(whole),
    area,
    colours,
    settings,
    guides,
    exemplars,
    refiner,
    added,
    ground: runGround(document),
  };
  const { recipe, blobs } = await buildRecipe(input, summary);
  // A map that bounds nothing says nothing of where later runs will work.
  return { recipe, pixels: blobs, area: changeMap === painted ? area : null, notes };
}

function netOf(guide: Guide, nets: readonly string[], title: string): string {
  const net = netForGuide(guide, nets);
  if (net === null)
    throw new Fault(
      'bad-recipe',
      tr`“${title}” has no ControlNet that can follow the guide “${guide.name}”.`,
      tr`Hide the guide, add such a ControlNet under Models, or choose a package with one.`,
    );
  return net;
}
