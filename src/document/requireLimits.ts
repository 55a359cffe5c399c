import { z } from 'zod';
import { Fault } from '../../workers/protocol/faults';
import type { DocumentState, Settings } from './documentState';
import { edgeSettingsSchema } from '../../workers/protocol/mapSources';
import { exemplarValues, guideValues, layerValues, linesValues, mapValues, peopleValues, placement } from './entitySchemas';
import type { Guide } from './guide';
import { maximumExemplars, maximumGuides, maximumLayers, maximumMaps } from './limits';
import { settingSchemas } from './settingsSchema';
import { tr } from '../../workers/texts/texts';
import { inSentence } from '../../workers/texts/inSentence';

const most = { maps: maximumMaps, exemplars: maximumExemplars, guides: maximumGuides, layers: maximumLayers };
const words = { maps: tr`change maps`, exemplars: tr`exemplars`, guides: tr`guides`, layers: tr`layers` };
const kinds = ['maps', 'exemplars', 'guides', 'layers'] as const;

const of = {
  maps: { word: 'map', schema: z.object(mapValues) },
  exemplars: { word: 'exemplar', schema: z.object(exemplarValues) },
  guides: { word: 'guide', schema: z.object(guideValues) },
  layers: { word: 'layer', schema: z.object(layerValues) },
};

/** What a guide shows, as far as it is no bytes. */
const contentOf = ({ content }: Guide): readonly [schema: z.ZodType, values: unknown] => {
  if (content.of === 'pose') return [z.object({ people: peopleValues }), content];
  if (content.of === 'drawing') return [z.object({ edges: edgeSettingsSchema.nullable() }), content];
  if (content.of === 'segments') return [linesValues, { segments: content.segments, lines: content.lines }];
  return [z.object({ placement }), content];
};

/** "edge softness" of `edgeSoftnessPx`. */
const wordOf = (key: string): string => key.replace(/Px$/, '').replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

/** @throws Fault `limit-reached` that says what of `whose` goes how far, where a value does not fit its schema */
function requireFit(schema: z.ZodType, value: unknown, whose: string): void {
  const issue = schema.safeParse(value).error?.issues[0];
  if (!issue) return;
  const name = issue.path.filter((part) => typeof part === 'string').map(wordOf);
  const what = name.length > 0 ? tr`${name.join(', ')} of ${whose}` : whose;
  const place = `${what[0]?.toUpperCase() ?? ''}${what.slice(1)}`;
  const bound = issue.code === 'too_big' ? tr`${issue.maximum} at most` : issue.code === 'too_small' ? tr`${issue.minimum} at least` : null;
  const counted = 'origin' in issue && (issue.origin === 'array' || issue.origin === 'string');
  throw new Fault(
    'limit-reached',
    bound === null
      ? tr`${place} is not a value that can be kept (${issue.message}).`
      : `${place}: ${bound}${counted ? tr` can be kept` : ''}.`,
    tr`It stays as it was.`,
  );
}

/**
 * Checks what a change brings that was not there before.
 * @throws Fault `limit-reached` where the document would hold more, or other values, than can be saved
 */
export function requireLimits(change: Partial<DocumentState>, before: Partial<DocumentState> = {}): void {
  for (const kind of kinds) {
    const next = change[kind] ?? [];
    if (next.length > most[kind])
      throw new Fault('limit-reached', tr`A document holds ${most[kind]} ${words[kind]} at most.`, tr`Remove or merge some first.`);
    const known = new Set<unknown>(before[kind]);
    for (const entity of next) if (!known.has(entity)) requireFit(of[kind].schema, entity, tr`the ${of[kind].word} “${entity.name}”`);
  }
  for (const guide of change.guides ?? [])
    if (!before.guides?.includes(guide)) requireFit(...contentOf(guide), tr`the guide “${guide.name}”`);
}

/** The same for settings. @throws Fault `limit-reached` */
export function requireSettings(change: Partial<Settings>, label: string): void {
  for (const [key, value] of Object.entries(change)) requireFit(settingSchemas[key as keyof Settings], value, inSentence(label));
}
