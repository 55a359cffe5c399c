import { drawPose, stickWidthPx } from '../../workers/maps/pose/drawPose';
import { guidedOfPaper } from './guidedOfPaper';
import type { KeypointJudge } from './keypointJudge';
import { average, rootMeanSquare } from './measures';
import type { NodeStudio, SceneEdit } from './nodeStudio';
import { personAt, type DrawnPerson, type Point } from './people';
import type { Knobs, Trial, TrialResult } from './trial';

/** How far from its place a keypoint may lie, in parts of the figure's height, to count as right. */
const near = 0.08;
/** Half the width of the limbs that may change around a figure, in parts of its height. */
const margin = 0.1;
/** λ, as the paper recommends it. */
const balance = 0.6;

const distance = ([x, y]: Point, [otherX, otherY]: Point): number => Math.hypot(x - otherX, y - otherY);

/** The share of `found` within 8 % of the figure's height of `wanted`. */
export const nearShare = (found: readonly Point[], wanted: readonly Point[], height: number): number =>
  average(found.map((point, i) => (distance(point, wanted[i] ?? point) < near * height ? 1 : 0)));

/**
 * A person painted from nothing under a skeleton, by a caption that names the pose: how many keypoints are where they were drawn? And a
 * drawn person who is to raise an arm: how much nearer do the joints come that move, and how well is the rest kept, with guided
 * optimisation and with the ControlNet alone?
 */
export const poseTrial: Trial = async (studio, scenes, knobs, tools) => {
  if (!studio.model.summary.controlNets?.includes('pose')) return [];
  const [judge, all] = [await tools.keypointJudge(), await tools.people()];
  const people = all.slice(0, scenes.length);
  const painted: number[] = [];
  const unguided: number[] = [];
  const raised: Edit[] = [];
  const alone: Edit[] = [];
  const dressed: Edit[] = [];
  for (const [i, person] of people.entries()) {
    const edit = { ...knobs, seed: knobs.seed + i, prompt: person.raisedCaption };
    const guides = [{ controlNet: 'pose', picture: skeleton(person.raised, person) }];
    const share = async (more: Partial<SceneEdit>): Promise<number> => {
      const { decoded } = await studio.edit(canvasOf(person), { ...edit, changeMap: null, ...more });
      return nearShare(await judge.look(decoded, person), person.raised, person.personHeight);
    };
    painted.push(await share({ guides }));
    unguided.push(await share({}));
    raised.push(await armRaised(studio, judge, person, { ...edit, guides, method: guided(knobs), changeMap: mayChange(person) }));
    const method = guided(knobs);
    const reworded = { ...edit, prompt: reclothed(person.raisedCaption), guides, method, changeMap: mayChange(person) };
    dressed.push(await armRaised(studio, judge, person, reworded));
    alone.push(await armRaised(studio, judge, person, { ...edit, guides, changeMap: null, method: { name: 'image-to-image' } }));
  }
  const result = (name: string, perScene: readonly number[], detail: string, bar: number | null): TrialResult => ({
    ...{ name, bar, perScene, value: average(perScene), scenes: perScene.length, detail },
  });
  const outside = (edits: readonly Edit[]): string => average(edits.map((edit) => edit.outside)).toFixed(3);
  return [
    result('pose: keypoints where they were drawn', painted, 'painted from nothing, within 8 % of the height', 0.8),
    result('pose: keypoints there without a guide', unguided, 'the same captions alone', null),
    result(
      'pose: a raised arm nearer by',
      raised.map((edit) => edit.nearer),
      `guided optimisation, the way of the joints that move; outside ${outside(raised)}, ` +
        `with the ControlNet alone ${outside(alone)}, nearer by ${average(alone.map((edit) => edit.nearer)).toFixed(2)}`,
      0.5,
    ),
    result(
      'text and pose together: share that obeys both',
      dressed.map(({ nearer, redder }, i) => (nearer >= 0.5 && (wearsRed(people[i]) ? redder < 0 : redder > 0) ? 1 : 0)),
      `the arm at least half way up and the shirt in the other colour, guided optimisation; ` +
        `nearer by ${average(dressed.map((edit) => edit.nearer)).toFixed(2)}`,
      0.5,
    ),
  ];
};

const wearsRed = (person: DrawnPerson | undefined): boolean => / in red /.test(person?.caption ?? '');

/** Blue clothes where they are red, red ones where they are not. */
const reclothed = (caption: string): string => caption.replace(/ in (\w+) /, (_, colour) => ` in ${colour === 'red' ? 'blue' : 'red'} `);

interface Edit {
  /** By how much the chest is redder than blue, in bytes. */
  readonly redder: number;
  /** By what share of their way the joints that move have come nearer to where they shall be. */
  readonly nearer: number;
  /** Root mean square distance from the source around the person, 0…1. */
  readonly outside: number;
}

/** As the studio begins: the paper's 15 led steps, or all where there are fewer. */
const guided = ({ steps }: Knobs) => ({ ...guidedOfPaper, balance, updateSteps: Math.min(15, steps) });

async function armRaised(studio: NodeStudio, judge: KeypointJudge, person: DrawnPerson, edit: SceneEdit): Promise<Edit> {
  const { decoded } = await studio.edit(canvasOf(person), edit);
  const [found, place] = [await judge.look(decoded, person), mayChange(person)];
  const moving = [...person.raised.keys()].filter(
    (i) => distance(at(person.raised, i), at(person.keypoints, i)) > near * person.personHeight,
  );
  const way = (points: readonly Point[]): number => average(moving.map((i) => distance(at(points, i), at(person.raised, i))));
  return {
    redder: chestOf(decoded, person),
    nearer: 1 - way(found) / way(person.keypoints),
    outside: rootMeanSquare(
      decoded,
      person.rgba.filter((_, i) => i % 4 !== 3),
      (pixel) => place[pixel] === 0,
    ),
  };
}

/** Red less blue, in the mean over the middle of the trunk where the figure is to stand. */
function chestOf(rgb: Uint8Array, { width, height, raised, personHeight }: DrawnPerson): number {
  const [right, left, rightHip, leftHip] = [2, 5, 8, 11].map((i) => at(raised, i)) as [Point, Point, Point, Point];
  const [x, y] = [(right[0] + left[0] + rightHip[0] + leftHip[0]) / 4, (right[1] + left[1] + rightHip[1] + leftHip[1]) / 4];
  const reach = 0.05 * personHeight;
  const values: number[] = [];
  for (let row = Math.round((y - reach) * height); row <= (y + reach) * height; row++)
    for (let column = Math.round((x - reach) * width); column <= (x + reach) * width; column++)
      values.push((rgb[3 * (row * width + column)] ?? 0) - (rgb[3 * (row * width + column) + 2] ?? 0));
  return average(values);
}

const at = (points: readonly Point[], i: number): Point => points[i] ?? [0, 0];

const canvasOf = ({ width, height, rgba, caption }: DrawnPerson) => ({ id: caption, caption, width, height, rgba, objects: [] });

const skeleton = (points: readonly Point[], person: DrawnPerson): Uint8Array => drawPose([personAt(points, person)], person);

/** Wherever the figure is or shall be, with a margin. */
function mayChange(person: DrawnPerson): Uint8Array {
  const { width, height, keypoints, raised, personHeight } = person;
  const thicker = (margin * personHeight * height) / stickWidthPx(person);
  const drawn = drawPose([personAt(keypoints, person), personAt(raised, person)], person, thicker);
  return Uint8Array.from({ length: width * height }, (_, i) => (drawn[4 * i] || drawn[4 * i + 1] || drawn[4 * i + 2] ? 255 : 0));
}
