import { loraStrengths } from '../../protocol/addOns';

/** The strength that a maker's hint names ("weight 0.8", "use at a strength of 0.6-0.8"); null where it names none. */
export function suggestedStrength(hint: string | null): number | null {
  const [, , digits] = /\b(strength|weight)\b[^\d+.-]{0,20}([+-]?(?:\d{1,2}(?:\.\d{1,3})?|\.\d{1,3}))/i.exec(hint ?? '') ?? [];
  const value = digits === undefined ? Number.NaN : Number(digits);
  return value >= loraStrengths.least && value <= loraStrengths.most && value !== 0 ? value : null;
}
