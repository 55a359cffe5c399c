import type { MapModifier } from '../../workers/protocol/mapModifiers';
import { tr } from '../../workers/texts/texts';

export type ModifierKind = MapModifier['kind'];

/** Every modifier in the words of the screen, in the order of the menu. */
export const modifierNames: Readonly<Record<ModifierKind, string>> = {
  feather: tr`Feather`,
  grow: tr`Grow`,
  shrink: tr`Shrink`,
  levels: tr`Levels`,
  curve: tr`Curve`,
  posterise: tr`Posterise`,
  invert: tr`Invert`,
  range: tr`Limit to a range`,
  noise: tr`Noise`,
  maximum: tr`Maximum strength`,
  floor: tr`Floor`,
};

export const modifierKinds = Object.keys(modifierNames) as readonly ModifierKind[];

/** A modifier as it begins: its effect is seen at once, except that a curve and levels begin as the map is. */
export function newModifier(kind: ModifierKind): MapModifier {
  switch (kind) {
    case 'feather':
      return { kind, sigmaPx: 8, direction: 'both' };
    case 'grow':
    case 'shrink':
      return { kind, radiusPx: 8 };
    case 'levels':
      return { kind, black: 0, white: 1, gamma: 1 };
    case 'curve':
      return {
        kind,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      };
    case 'posterise':
      return { kind, levels: 4 };
    case 'invert':
      return { kind };
    case 'range':
      return { kind, low: 0.25, high: 0.75, how: 'cut', softness: 0 };
    case 'noise':
      return { kind, seed: 1, sizePx: 16, amount: 0.3 };
    case 'maximum':
      return { kind, strength: 0.6 };
    case 'floor':
      return { kind, strength: 0.2, paintedOnly: true };
  }
}
