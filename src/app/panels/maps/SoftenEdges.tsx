import { softenMap, softnessOf } from '../../../changemap/modifierCommands';
import type { MapLayer } from '../../../document/mapLayer';
import { PixelsField } from '../../../ui/PixelsField';
import { tr } from '../../../../workers/texts/texts';

/** The commonest modifier within reach: a feather over everything that is painted on the map. */
export function SoftenEdges({ layer }: { readonly layer: MapLayer }) {
  return (
    <PixelsField
      label={tr`Soften edges`}
      about={tr`How wide the edges of this map melt away: more is softer. What you painted stays; it is a feather among the modifiers.`}
      value={softnessOf(layer)}
      minimum={0}
      maximum={200}
      onChange={(sigmaPx) => softenMap(layer.id, sigmaPx)}
    />
  );
}
