import { average } from './measures';
import type { HeldOutPrompt } from './prompts';
import type { Trial, TrialResult } from './trial';
import type { Verdict } from './verdict';

type Question = (prompt: HeldOutPrompt, seen: Verdict) => boolean;

const seenOf = ({ things }: Verdict, kind: string) => things.find((thing) => thing.kind === kind);
/** Every thing of a caption must pass. */
const each =
  (test: (asked: HeldOutPrompt['things'][number], seen: Verdict) => boolean): Question =>
  ({ things }, seen) =>
    things.every((thing) => test(thing, seen));

const questions: Readonly<Record<string, Question>> = {
  'things are there': each(({ kind }, seen) => seenOf(seen, kind) !== undefined),
  'things have their colour': each(({ kind, colour }, seen) => seenOf(seen, kind)?.colour === colour),
  'things are in their place': each(({ kind, place }, seen) => seenOf(seen, kind)?.place === place),
  'the time of day': ({ whole }, seen) => whole.time === seen.whole.time,
  'the style': ({ whole }, seen) => whole.style === seen.whole.style,
};

/** The share of held-out captions whose picture, painted from nothing, shows what they say, by the judge's word. */
export const recognitionTrial: Trial = async (studio, scenes, knobs, tools) => {
  const [judge, all, canvas] = [await tools.judge(), await tools.prompts(), scenes[0]];
  if (!canvas) throw new Error('There is no scene to paint over.');
  const prompts = all.slice(0, scenes.length);
  const verdicts: Verdict[] = [];
  for (const [i, { caption }] of prompts.entries()) {
    const { decoded } = await studio.edit(canvas, { ...knobs, seed: knobs.seed + i, prompt: caption, changeMap: null });
    verdicts.push(await judge.look(decoded, canvas));
  }
  return Object.entries(questions).map(([name, question]): TrialResult => {
    const perScene = prompts.map((prompt, i) => (verdicts[i] && question(prompt, verdicts[i]) ? 1 : 0));
    return { name: `recognised: ${name}`, value: average(perScene), bar: null, wished: 0.85, scenes: prompts.length, perScene };
  });
};
