import { placedBounds } from '../../workers/maps/exemplars/placement';
import type { Person } from '../../workers/maps/pose/skeleton';
import type { Size } from '../../workers/protocol/geometry';
import type { GuideContent } from '../document/guide';
import { placedPicture } from './addGuides';

/** Whether a guide shows the model anything: `empty`: nothing is drawn or shown in it; `outside`: all of it lies beside the picture. */
export function guideReach(content: GuideContent, scene: Size): 'inside' | 'outside' | 'empty' {
  const within = ({ x, y }: { readonly x: number; readonly y: number }): boolean => x >= 0 && y >= 0 && x < scene.width && y < scene.height;
  switch (content.of) {
    case 'drawing':
      return content.map.isEmpty() ? 'empty' : 'inside';
    case 'segments':
      return content.segments.some(({ kept }) => kept) ? 'inside' : 'empty';
    case 'picture':
      return placedBounds(content.placement, content.picture, scene) ? 'inside' : 'outside';
    case 'pose': {
      const shown = content.people.flat().filter((joint) => joint.shown);
      return shown.length === 0 ? 'empty' : shown.some(within) ? 'inside' : 'outside';
    }
  }
}

/** People in the middle of the scene, as large as they were, or as fits; their arrangement stays. */
function peopleWithin(people: readonly Person[], { width, height }: Size): readonly Person[] {
  const shown = people.flat().filter((joint) => joint.shown);
  const [xs, ys] = [shown.map(({ x }) => x), shown.map(({ y }) => y)];
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const scale = Math.min(1, (0.8 * width) / Math.max(1, right - left), (0.8 * height) / Math.max(1, bottom - top));
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  return people.map((person) =>
    person.map((joint) => ({
      ...joint,
      x: width / 2 + (joint.x - middleX) * scale,
      y: height / 2 + (joint.y - middleY) * scale,
    })),
  );
}

/** A guide that lies beside the picture, brought into its middle; any other as it is. */
export function broughtIn(content: GuideContent, scene: Size): GuideContent {
  if (guideReach(content, scene) !== 'outside') return content;
  if (content.of === 'pose') return { ...content, people: peopleWithin(content.people, scene) };
  return content.of === 'picture' ? placedPicture(content.picture, scene) : content;
}
