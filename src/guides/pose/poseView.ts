import { createStore } from 'zustand/vanilla';
import { mirrorPerson, moveJoint, moveLimb } from '../../../workers/maps/pose/movePerson';
import { standingPerson, type Person } from '../../../workers/maps/pose/skeleton';
import type { DocumentState } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { changeGuide } from '../../document/guideCommands';
import type { Capture } from '../../document/history/HistoryStack';
import { guideViewStore, type GuideGrip } from '../guideView';
import { tr } from '../../../workers/texts/texts';

interface PoseView {
  /** Which of the people, and which joint, is chosen. */
  readonly person: number;
  readonly joint: number;
  /** Joints take along what hangs on them. */
  readonly whole: boolean;
  /** The people while one is dragged; the document follows when it is let go. */
  readonly draft: readonly Person[] | null;
}

/** How the selected pose is edited: transient, never saved with the document. */
export const poseViewStore = createStore<PoseView>(() => ({ person: 0, joint: 4, whole: true, draft: null }));

export const chooseJoint = (person: number, joint: number): void => poseViewStore.setState({ person, joint });
export const setWholeLimbs = (whole: boolean): void => poseViewStore.setState({ whole });

interface ChosenPose {
  readonly id: string;
  readonly name: string;
  readonly people: readonly Person[];
  /** In range wherever there is anybody. */
  readonly person: number;
}

/** The selected guide where it is a pose, as the document has it. */
export function poseOf({ guides }: Pick<DocumentState, 'guides'>, selectedId: string | null, person: number): ChosenPose | null {
  const guide = guides.find(({ id }) => id === selectedId);
  if (guide?.content.of !== 'pose') return null;
  const { people } = guide.content;
  return { id: guide.id, name: guide.name, people, person: Math.max(0, Math.min(person, people.length - 1)) };
}

/** The same for what is on screen now. */
export const chosenPose = (): ChosenPose | null =>
  poseOf(documentStore.getState(), guideViewStore.getState().selectedId, poseViewStore.getState().person);

const write = (id: string, people: readonly Person[], label: string, capture?: Capture) =>
  changeGuide(id, { content: { of: 'pose', people } }, label, capture);

const withPerson = ({ people, person }: Pick<ChosenPose, 'people' | 'person'>, next: Person): readonly Person[] =>
  people.map((other, i) => (i === person ? next : other));

const moved = (person: Person, joint: number, to: { readonly x: number; readonly y: number }): Person =>
  (poseViewStore.getState().whole ? moveLimb : moveJoint)(person, joint, to);

/** Moves the chosen joint by so many picture pixels; presses of a key that follow each other quickly are undone together. */
export function nudgeJoint(joint: number, dx: number, dy: number): void {
  const pose = chosenPose();
  const at = pose?.people[pose.person]?.[joint];
  if (!pose || !at) return;
  const next = moved(pose.people[pose.person] as Person, joint, { x: at.x + dx, y: at.y + dy });
  write(pose.id, withPerson(pose, next), tr`Move joint`, { policy: 'merge', key: `joint ${pose.id} ${pose.person} ${joint}` });
}

/** Hides a joint with the bones that meet in it, or shows it again. */
export function toggleJoint(joint: number): void {
  const pose = chosenPose();
  const person = pose?.people[pose.person];
  if (!pose || !person) return;
  const next = person.map((other, i) => (i === joint ? { ...other, shown: !other.shown } : other));
  write(pose.id, withPerson(pose, next), person[joint]?.shown ? tr`Hide joint` : tr`Show joint`);
}

/** Mirrors the chosen person. */
export function mirrorChosen(): void {
  const pose = chosenPose();
  const person = pose?.people[pose.person];
  if (pose && person) write(pose.id, withPerson(pose, mirrorPerson(person)), tr`Mirror person`);
}

/** Somebody who stands in the middle of a scene, beside those who are there. */
export function newPerson({ width, height }: { readonly width: number; readonly height: number }, others: number): Person {
  const tall = 0.8 * Math.min(height, 2 * width);
  const aside = ((others % 2 === 0 ? 1 : -1) * Math.ceil(others / 2) * tall) / 3;
  return standingPerson(Math.min(width, Math.max(0, width / 2 + aside)), (height - tall) / 2, tall);
}

/** Adds somebody and chooses them. @throws Fault `limit-reached` */
export function addPerson(): void {
  const pose = chosenPose();
  const { picture } = documentStore.getState();
  if (!pose || !picture) return;
  write(pose.id, [...pose.people, newPerson(picture, pose.people.length)], tr`Add person`);
  chooseJoint(pose.people.length, poseViewStore.getState().joint);
}

/** Takes the chosen person out. */
export function removePerson(): void {
  const pose = chosenPose();
  if (pose && pose.people.length > 0)
    write(
      pose.id,
      pose.people.filter((_, i) => i !== pose.person),
      tr`Remove person`,
    );
}

/** Takes hold of the joint nearest to a place, the chosen person's first. @param within in picture pixels. Null where there is none. */
export function gripJoint(at: { readonly x: number; readonly y: number }, within: number): GuideGrip | null {
  const pose = chosenPose();
  if (!pose) return null;
  const near = pose.people
    .flatMap((person, p) =>
      person.map(({ x, y, shown }, joint) => ({
        p,
        joint,
        shown,
        distance: Math.hypot(x - at.x, y - at.y) + (p === pose.person ? 0 : within / 2),
      })),
    )
    .filter(({ p, shown, distance }) => distance <= within && (shown || p === pose.person))
    .sort((a, b) => a.distance - b.distance)[0];
  const person = near && pose.people[near.p];
  if (!near || !person) return null;
  const { joint } = near;
  chooseJoint(near.p, joint);
  const before = person[joint] ?? at;
  const grip = { dx: before.x - at.x, dy: before.y - at.y };
  let people: readonly Person[] | null = null;
  return {
    move: ({ x, y }) => {
      people = withPerson({ people: pose.people, person: near.p }, moved(person, joint, { x: x + grip.dx, y: y + grip.dy }));
      poseViewStore.setState({ draft: people });
    },
    end: () => {
      poseViewStore.setState({ draft: null });
      if (people && chosenPose()?.people === pose.people) write(pose.id, people, tr`Move joint`);
    },
    drop: () => poseViewStore.setState({ draft: null }),
  };
}
