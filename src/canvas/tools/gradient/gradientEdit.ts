import type { Size } from '../../../../workers/protocol/geometry';
import { gradientValues } from '../../../../workers/maps/gradientFill';
import type { MapEdit } from '../../../changemap/mapEdit';
import { blendOf, type PaintMode } from '../../../changemap/paintMode';
import type { ToolOptions } from '../../toolOptions';
import type { Point } from '../../viewStore';

export interface GradientHandles {
  readonly from: Point;
  readonly to: Point;
}

/** A gradient over the whole map of that size, written in the brush's mode. */
export function gradientEdit({ width, height }: Size, handles: GradientHandles, options: ToolOptions, mode: PaintMode): MapEdit {
  const { gradient: kind, easing, gradientStart, gradientEnd } = options;
  const blend = blendOf(mode);
  return {
    bounds: { x: 0, y: 0, width, height },
    apply: (values, rect) => {
      const written = gradientValues({ kind, ...handles, easing, start: gradientStart * 255, end: gradientEnd * 255 }, rect);
      for (let i = 0; i < values.length; i += 1) values[i] = blend(values[i] as number, written[i] as number, 255);
    },
  };
}
