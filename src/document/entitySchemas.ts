import { z } from 'zod';
import { jointCount } from '../../workers/maps/pose/skeleton';
import { mapCombinationSchema, modifierStackSchema } from '../../workers/protocol/mapModifiers';
import { lineSettingsSchema } from '../../workers/protocol/mapSources';
import { guideSchema, maximumSidePx } from '../../workers/protocol/recipe';
import { exemplarTextSchema } from './exemplarText';
import { guideKinds, guideRoles } from './guide';
import { maximumPeople, maximumSegments } from './limits';

/*
 * What entities hold beside their names and bytes, each value within its limits. The saved form is made of these, and the commands check by
 * them (`requireLimits`), so that whatever a command lets through can be read again.
 */

export const side = z.int().min(1).max(maximumSidePx);
export const rect = z.strictObject({ x: z.int(), y: z.int(), width: side, height: side });
export const share = z.number().min(0).max(1);
export const placement = z.strictObject({ x: z.number(), y: z.number(), scaleX: z.number(), scaleY: z.number(), rotation: z.number() });

/** Of one of the scene's maps. */
export const mapValues = { visible: z.boolean(), opacity: share, combination: mapCombinationSchema, modifiers: modifierStackSchema };

/** Of an accepted result. */
export const layerValues = { visible: z.boolean(), opacity: share.optional() };

export const exemplarValues = {
  visible: z.boolean(),
  opacity: share,
  crop: rect,
  placement,
  bandPx: z.number().min(0).max(maximumSidePx),
  mapPainted: z.boolean(),
  text: exemplarTextSchema.optional(),
};

/** Of a guide, whatever it shows. */
export const guideValues = {
  visible: z.boolean(),
  kind: z.enum(guideKinds),
  role: z.enum(guideRoles),
  controlNet: guideSchema.shape.controlNet.nullable(),
  weight: guideSchema.shape.weight,
  start: guideSchema.shape.start,
  end: guideSchema.shape.end,
};

const coordinate = z.number().min(-1e6).max(1e6);

/** The people of a pose. */
export const peopleValues = z
  .array(z.array(z.strictObject({ x: coordinate, y: coordinate, shown: z.boolean() })).length(jointCount))
  .max(maximumPeople);

/** Straight lines to pick from, and how they are found. */
export const linesValues = z.strictObject({
  segments: z
    .array(z.strictObject({ x1: coordinate, y1: coordinate, x2: coordinate, y2: coordinate, kept: z.boolean() }))
    .max(maximumSegments),
  lines: lineSettingsSchema,
});
