import { createStore, type StoreApi } from 'zustand/vanilla';
import { reportFault } from '../../../workers/protocol/faults';
import { createAutosave, type SaveState } from './autosave';
import type { History } from '../history';
import type { DocumentContent } from './codecs/documentCodec';
import { claimProject, type ProjectClaim, type Role } from './projectLock';
import type { Aside, ProjectStore } from './projectStore';

export interface KeepingState extends SaveState {
  /** Whether what was kept from last time, if anything, is on the table. */
  readonly restored: boolean;
  /** How many steps of the history can be undone after a reload, as far as it was saved last. */
  readonly savedSteps: number;
  /** `reader`: another tab keeps the project, and this one only shows it. */
  readonly role: Role;
}

/** What is kept, and where. */
interface KeptProject {
  readonly name: string;
  readonly content: () => DocumentContent;
  readonly history: () => History;
  /** Puts what was kept from last time on the table, without losing what was done before it came. */
  readonly takeIn: (kept: DocumentContent, history: History) => void;
  /** Puts what another tab kept in the place of everything. */
  readonly restore: (kept: DocumentContent, history: History) => void;
  /** `onLost` is called when the browser closes it. */
  readonly openStore: (onLost: () => void) => Promise<ProjectStore>;
  readonly onNotice: (sentence: string) => void;
  /** Whether the document may be changed in this tab. */
  readonly setReadOnly: (readOnly: boolean) => void;
  readonly claim?: typeof claimProject;
  readonly delayMs?: number;
  readonly retryMs?: number;
  /** How often it is looked whether what was saved is still there, in milliseconds. */
  readonly checkMs?: number;
  /** From another tab's save to its being shown in this one, in milliseconds. */
  readonly followMs?: number;
}

export interface Keeper {
  readonly state: StoreApi<KeepingState>;
  /** To be called after every committed change. */
  changed(): void;
  /** Writes at once what is not yet on disk; resolves when nothing is left, or it failed. */
  flush(): Promise<void>;
  /** Makes this tab the one that keeps the project. */
  takeOver(): void;
  /** What could not be read and was set aside. @throws Fault storage-unavailable */
  aside(): Promise<Aside>;
  /** Gives that up, to free space, and tries again to save. @throws Fault storage-unavailable */
  clearAside(): Promise<void>;
  /** Saves twice, so that neither generation holds what the document no longer has. */
  settle(): Promise<void>;
  /** Keeps no more. */
  stop(): void;
}

/**
 * Keeps the project of this browser: reads what is there before anything is written, opens the storage anew when it failed or was
 * taken away, says what is saved from what was read back, and leaves the project to one tab at a time.
 */
export function keepProject(kept: KeptProject): Keeper {
  const { claim: makeClaim = claimProject, checkMs = 3000, followMs = 250 } = kept;
  const state = createStore<KeepingState>(() => ({ status: 'saved', fault: null, restored: false, savedSteps: 0, role: 'writer' }));
  let store: ProjectStore | null = null;
  let opening: Promise<ProjectStore> | null = null;
  /** Nothing is written before what is there was read. */
  let wasRead = false;
  let reading: Promise<void> | null = null;
  let role: Role | null = null;
  let stopped = false;
  /** What the disk brings is not a change. */
  let taking = false;
  /** Something was changed before what is kept was read. */
  let waiting = false;

  const openStore = async (): Promise<ProjectStore> => {
    const own: { store: ProjectStore | null } = { store: null };
    const onLost = (): void => {
      if (own.store === null || store !== own.store || stopped) return;
      store = null;
      // Whatever it held may be gone: it is written again.
      if (wasRead && role === 'writer') autosave.changed();
    };
    own.store = await kept.openStore(onLost);
    store = own.store;
    return own.store;
  };
  const opened = (): Promise<ProjectStore> => {
    if (store) return Promise.resolve(store);
    opening ??= openStore().finally(() => {
      opening = null;
    });
    return opening;
  };
  const dropStore = (): void => {
    store?.close();
    store = null;
  };

  /** How often it was said that what was read before may not be the newest any more. */
  let turns = 0;
  const readNow = async (take: KeptProject['restore']): Promise<void> => {
    const turn = turns;
    try {
      const { content, history, notice } = await (await opened()).loadLatest(role === 'writer');
      if (turn !== turns) return await readNow(take);
      taking = true;
      if (content) take(content, history);
      if (notice) kept.onNotice(notice);
      wasRead = true;
      state.setState({ restored: true, savedSteps: history.done.length });
    } catch (thrown) {
      // What was closed in the middle, for it is to be read anew, is no failure.
      if (turn === turns) throw thrown;
      await readNow(take);
    } finally {
      taking = false;
    }
  };
  const readAnew = (take: KeptProject['restore']): Promise<void> => {
    turns += 1;
    wasRead = false;
    dropStore();
    return read(take);
  };
  /** Reads what is there, once; later openings find what this tab has written. */
  const read = (take: KeptProject['restore']): Promise<void> => {
    if (wasRead) return Promise.resolve();
    reading ??= readNow(take).finally(() => {
      reading = null;
    });
    return reading;
  };

  const save = async (): Promise<void> => {
    if (role === 'reader') return;
    try {
      await read(kept.takeIn);
      const project = await opened();
      state.setState({ savedSteps: await project.save(kept.content(), kept.history(), claim.isAlone()) });
      claim.tellSaved();
    } catch (thrown) {
      dropStore();
      throw thrown;
    }
  };
  const autosave = createAutosave({
    save,
    ...(kept.delayMs !== undefined && { delayMs: kept.delayMs }),
    ...(kept.retryMs !== undefined && { retryMs: kept.retryMs }),
  });
  const stopFollowing = autosave.state.subscribe((saved) => {
    if (role === 'writer') state.setState(saved);
  });

  const enter = (next: Role): void => {
    const before = role;
    role = next;
    const show = (): void => {
      if (role !== next) return;
      kept.setReadOnly(next === 'reader');
      state.setState({ role: next });
    };
    // What the other tab wrote last takes the place of everything: nothing is done in this one before it has come.
    const waits = before === 'reader' && next === 'writer';
    if (!waits) show();
    // The tab that lets go shows what it has saved; what another one wrote meanwhile takes the place of it later.
    if (before === 'writer') return state.setState({ status: 'saved', fault: null });
    readAnew(before === null && next === 'writer' ? kept.takeIn : kept.restore).then(
      () => {
        if (waits) show();
        if (waiting && next === 'writer') autosave.changed();
        waiting = false;
      },
      (thrown: unknown) => {
        if (waits) show();
        // What is in the way is told where the state stands, and tried again with the next attempt to save.
        state.setState({ status: 'not-saved', fault: reportFault(thrown), restored: true });
        dropStore();
        if (next === 'writer') autosave.changed();
      },
    );
  };

  /** Shows what the tab that keeps the project has saved, one reading at a time. */
  let following: ReturnType<typeof setTimeout> | null = null;
  const follow = (): void => {
    following ??= setTimeout(() => {
      following = null;
      if (role !== 'reader' || stopped) return;
      if (reading) return follow();
      // What cannot be read now is read at the next save.
      readAnew(kept.restore).catch(dropStore);
    }, followMs);
  };

  const check = setInterval(() => {
    if (role !== 'writer' || !wasRead || !store || state.getState().status !== 'saved') return;
    const checked = store;
    checked.isWhole().then(
      (whole) => {
        if (!whole) autosave.changed();
      },
      () => {
        if (store === checked) dropStore();
        autosave.changed();
      },
    );
  }, checkMs);

  const claim: ProjectClaim = makeClaim(kept.name, { onRole: enter, flush: autosave.flush, onSaved: follow });
  return {
    state,
    changed() {
      if (taking) return;
      if (role === null || !wasRead) {
        waiting = true;
        state.setState({ status: state.getState().status === 'not-saved' ? 'not-saved' : 'saving' });
      }
      if (role === 'writer') autosave.changed();
    },
    flush: () => (role === 'writer' ? autosave.flush() : Promise.resolve()),
    takeOver: () => claim.takeOver(),
    aside: async () => (await opened()).aside(),
    async clearAside() {
      await (await opened()).clearAside();
      if (role === 'writer') autosave.changed();
    },
    async settle() {
      for (let saves = 0; saves < 2 && role === 'writer'; saves += 1) {
        autosave.changed();
        await autosave.flush();
      }
    },
    stop() {
      stopped = true;
      clearInterval(check);
      if (following !== null) clearTimeout(following);
      stopFollowing();
      autosave.stop();
      claim.release();
      dropStore();
    },
  };
}
