import { createStore } from 'zustand/vanilla';
import { documentStore } from '../document/documentStore';
import type { DocumentState } from '../document/documentState';
import type { MapEdit } from './mapEdit';

interface ClassInHand {
  /** What is painted into segments, as one of their values, 1…150. */
  readonly value: number;
}

/** Which kind of thing is painted: transient, never saved with the document. The sky at first. */
export const classStore = createStore<ClassInHand>(() => ({ value: 3 }));

export const chooseClass = (value: number): void => classStore.setState({ value });

/** What is painted on, and the guides that it may be one of. */
type Painted = Pick<DocumentState, 'target' | 'guides'>;

/** Whether what is painted on has a kind of thing as each value. */
export const paintsClasses = ({ target, guides }: Painted): boolean =>
  target.of === 'guide' && guides.some(({ id, content }) => id === target.id && content.of === 'drawing' && content.classes === true);

/** From this coverage on a pixel is of the class. */
const half = 128;

/** Edits as segments take them, by the edits of tools: one that is shown and then written stays the same one. */
const known = new WeakMap<MapEdit, MapEdit>();

/**
 * An edit as the map that is painted takes it: into segments whatever the tool lays on at least by half becomes the class in hand, and what
 * it takes away at least by half becomes nothing; no value between lies there. Other maps take it as it is.
 */
export function editOfTarget(edit: MapEdit, painted: Painted = documentStore.getState()): MapEdit {
  if (!paintsClasses(painted)) return edit;
  const before = known.get(edit);
  if (before) return before;
  const { value } = classStore.getState();
  const made: MapEdit = {
    get bounds() {
      return edit.bounds;
    },
    apply(values, rect) {
      const [laid, left] = [new Uint8Array(values.length), new Uint8Array(values.length).fill(255)];
      edit.apply(laid, rect);
      edit.apply(left, rect);
      for (let i = 0; i < values.length; i += 1) {
        if ((laid[i] as number) >= half) values[i] = value;
        else if ((left[i] as number) < half) values[i] = 0;
      }
    },
  };
  known.set(edit, made);
  return made;
}
