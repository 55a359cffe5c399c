import { stickWidthPx } from '../../../workers/maps/pose/drawPose';
import { bones, jointColours, jointNames, type Person } from '../../../workers/maps/pose/skeleton';
import type { Size } from '../../../workers/protocol/geometry';
import { documentStore } from '../../document/documentStore';
import { guideViewStore } from '../../guides/guideView';
import { chosenPose, poseViewStore } from '../../guides/pose/poseView';
import { drawTag } from '../scene/drawTargetTag';
import { screenRect, type ScreenView } from '../scene/screenView';

/** Radius of a joint that can be taken hold of, in CSS pixels, at least. */
const handlePx = 5.5;
const outline = 'rgb(0 0 0 / 80%)';

/** Draws the selected pose over the scene with handles at the chosen person's joints; while a joint is dragged, where it is dragged to. */
export function drawPoseGuide(context: CanvasRenderingContext2D, view: ScreenView, scene: Size): void {
  const pose = chosenPose();
  if (!pose) return;
  const { draft, joint } = poseViewStore.getState();
  const { opacity } = guideViewStore.getState();
  const area = screenRect({ x: 0, y: 0, width: scene.width, height: scene.height }, view);
  context.save();
  context.fillStyle = `rgb(0 0 0 / ${opacity * 100}%)`;
  context.fillRect(area.x, area.y, area.width, area.height);
  for (const { id, visible, role, content } of documentStore.getState().guides)
    if (id !== pose.id && visible && role === 'present' && content.of === 'pose')
      content.people.forEach((person) => drawPresent(context, view, person));
  const people = draft ?? pose.people;
  const half = Math.max(stickWidthPx(scene) * view.zoom, 2.5 * view.pixelRatio);
  people.forEach((person, i) => drawPerson(context, view, person, half, i === pose.person));
  context.restore();
  const at = people[pose.person]?.[joint];
  if (at) drawChosen(context, view, at, jointNames[joint] ?? '', half);
}

/** A joint in pixels of the screen. */
const onScreen = ({ x, y }: { readonly x: number; readonly y: number }, view: ScreenView) => ({
  x: view.x + x * view.zoom,
  y: view.y + y * view.zoom,
});

/** How somebody stands now, beside how they are to stand: dashed bones. */
function drawPresent(context: CanvasRenderingContext2D, view: ScreenView, person: Person): void {
  context.beginPath();
  for (const [from, to] of bones) {
    const [first, second] = [person[from], person[to]];
    if (!first?.shown || !second?.shown) continue;
    const [a, b] = [onScreen(first, view), onScreen(second, view)];
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
  }
  for (const [colour, width, dash] of [
    [outline, 4, []],
    ['#fff', 2, [6, 5]],
  ] as const) {
    context.setLineDash(dash.map((length) => length * view.pixelRatio));
    context.lineWidth = width * view.pixelRatio;
    context.strokeStyle = colour;
    context.stroke();
  }
  context.setLineDash([]);
}

function drawPerson(context: CanvasRenderingContext2D, view: ScreenView, person: Person, half: number, chosen: boolean): void {
  context.lineWidth = 1.5 * view.pixelRatio;
  context.strokeStyle = outline;
  bones.forEach(([from, to], i) => {
    const [first, second] = [person[from], person[to]];
    if (!first?.shown || !second?.shown) return;
    const [a, b] = [onScreen(first, view), onScreen(second, view)];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    context.fillStyle = `rgb(${(jointColours[i] ?? []).map((value) => Math.floor(value * 0.6)).join(' ')})`;
    context.beginPath();
    context.ellipse((a.x + b.x) / 2, (a.y + b.y) / 2, Math.max(length / 2, half), half, Math.atan2(b.y - a.y, b.x - a.x), 0, 2 * Math.PI);
    context.stroke();
    context.fill();
  });
  const radius = chosen ? Math.max(half, handlePx * view.pixelRatio) : half;
  person.forEach((joint, i) => {
    if (!joint.shown && !chosen) return;
    const { x, y } = onScreen(joint, view);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    // Hidden ones are empty rings: they can still be taken hold of, and shown again.
    context.fillStyle = joint.shown ? `rgb(${(jointColours[i] ?? []).join(' ')})` : 'rgb(0 0 0 / 40%)';
    context.strokeStyle = joint.shown ? outline : 'rgb(255 255 255 / 70%)';
    context.fill();
    context.stroke();
  });
}

function drawChosen(context: CanvasRenderingContext2D, view: ScreenView, joint: Person[number], name: string, half: number): void {
  const { pixelRatio } = view;
  const { x, y } = onScreen(joint, view);
  const radius = Math.max(half, handlePx * pixelRatio) + 4 * pixelRatio;
  for (const [colour, width] of [
    [outline, 4],
    ['#fff', 2],
  ] as const) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = width * pixelRatio;
    context.stroke();
  }
  drawTag(context, view, joint.shown ? name : `${name}, hidden`, { x: x + radius + 8 * pixelRatio, y: y - 21 * pixelRatio });
}
