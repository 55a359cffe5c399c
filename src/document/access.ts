import { createStore } from 'zustand/vanilla';

interface Access {
  /** The document is shown only: another tab keeps it. Commands then do nothing. */
  readonly readOnly: boolean;
  /** How often something was tried all the same; the screen says why it cannot be. */
  readonly refusals: number;
}

/** Whether the document may be changed here. */
export const accessStore = createStore<Access>(() => ({ readOnly: false, refusals: 0 }));

/** Shows the document only, or lets it be changed again. */
export const setReadOnly = (readOnly: boolean): void => accessStore.setState({ readOnly });

/** For the commands: whether a change may be made; notes that one was tried where it may not. */
export function mayWrite(): boolean {
  const { readOnly, refusals } = accessStore.getState();
  if (readOnly) accessStore.setState({ refusals: refusals + 1 });
  return !readOnly;
}
