import { featherCoverage } from '../../../workers/maps/featherCoverage';
import { polygonCoverage } from '../../../workers/maps/polygonCoverage';
import { regionEdit } from '../../changemap/regionEdit';
import type { Point } from '../viewStore';
import type { ToolWorld } from './tool';

/** Fills an outline, feathered as the options say, with the brush's strength in its mode. */
export function commitOutline(world: ToolWorld, points: readonly Point[], label: string): void {
  const map = world.changeMap();
  const region = map && polygonCoverage(points, map);
  if (!region) return;
  const { strength, mode } = world.brush();
  world.commitEdit(regionEdit(featherCoverage(region, world.options().featherPx, map), Math.round(strength * 255), mode), label);
}
