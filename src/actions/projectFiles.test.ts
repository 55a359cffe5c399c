import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fillMap, openPicture, setSetting } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, historyStore, undo } from '../document/history';
import { duplicateProject, isProjectFile, openProjectFile, saveProjectFile, startEmpty } from './projectFiles';

const said: string[] = [];
/** Takes what was offered last. */
let takeOffered = (): void => undefined;
vi.mock('../ui/notices', () => ({
  notify: (sentence: string) => said.push(sentence),
  offer: (sentence: string, _label: string, take: () => void) => {
    said.push(sentence);
    takeOffered = take;
  },
}));

const written: Blob[] = [];
const handle = {
  name: 'kept.sfumato',
  createWritable: () =>
    Promise.resolve({
      write: (blob: Blob) => {
        written.push(blob);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    }),
};
const picker = vi.fn(() => Promise.resolve(handle));

const state = () => documentStore.getState();
const paint = (name: string, value: number) => {
  openPicture({ width: 40, height: 30, rgba: new Uint8Array(40 * 30 * 4).fill(value), icc: null, name });
  fillMap(value);
  setSetting('prompt', name);
};

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  clearHistory();
  said.length = 0;
  written.length = 0;
  picker.mockClear();
  vi.stubGlobal('showSaveFilePicker', picker);
});

describe('a project as a file', () => {
  it('is saved where the person says, and from then on in its place', async () => {
    paint('lake', 9);
    await saveProjectFile();
    await saveProjectFile();
    expect([picker.mock.calls.length, written.length, said]).toEqual([1, 2, ['Saved as “kept.sfumato”.', 'Saved as “kept.sfumato”.']]);
    picker.mockRejectedValueOnce(new DOMException('no', 'AbortError'));
    await duplicateProject();
    await saveProjectFile();
    expect(written.length).toBe(2);
  });

  it('brings its history to an empty table, and leaves what is open to Undo elsewhere', async () => {
    paint('lake', 9);
    const steps = historyStore.getState().labels.length;
    await saveProjectFile();
    const [file] = written as [Blob];
    documentStore.setState(emptyDocument, true);
    clearHistory();
    await openProjectFile(file);
    expect([state().picture?.name, state().settings.prompt, historyStore.getState().labels.length]).toEqual(['lake', 'lake', steps]);

    paint('barn', 3);
    await openProjectFile(file);
    expect(state().picture?.name).toBe('lake');
    expect(said.at(-1)).toContain('comes back with Undo');
    undo();
    expect([state().picture?.name, state().changeMap?.read(1, 1)]).toEqual(['barn', 3]);
  });

  it('takes the project’s own history where that is wanted, unless it was edited since', async () => {
    paint('lake', 9);
    const steps = historyStore.getState().labels.length;
    await saveProjectFile();
    const [file] = written as [Blob];
    paint('barn', 3);
    await openProjectFile(file);
    fillMap(5);
    takeOffered();
    expect(said.at(-1)).toContain('was edited since');
    expect(state().changeMap?.read(1, 1)).toBe(5);
    await openProjectFile(file);
    takeOffered();
    expect([state().picture?.name, historyStore.getState().labels.length]).toEqual(['lake', steps]);
    while (historyStore.getState().canUndo) undo();
    expect([state().picture, state().settings.prompt]).toEqual([null, '']);
  });

  it('changes nothing where the file is none, or a newer one', async () => {
    paint('barn', 3);
    const before = state();
    await expect(openProjectFile(new Blob(['x']))).rejects.toMatchObject({ code: 'import-refused' });
    expect(state()).toBe(before);
  });

  it('is told by its ending', () => {
    expect([isProjectFile(new File([], 'a.SFUMATO')), isProjectFile(new File([], 'a.png'))]).toEqual([true, false]);
  });
});

it('a duplicate goes on under a name of its own, and Undo goes back to the original', async () => {
  paint('lake.png', 9);
  const { documentId } = state();
  await duplicateProject();
  expect(state().picture?.name).toBe('lake copy');
  expect(state().documentId).not.toBe(documentId);
  expect(state().changeMap?.read(1, 1)).toBe(9);
  undo();
  expect([state().picture?.name, state().documentId]).toEqual(['lake.png', documentId]);
});

it('the table can be emptied, settings stay', () => {
  paint('lake', 9);
  startEmpty();
  expect([state().picture, state().settings.prompt, historyStore.getState().canUndo]).toEqual([null, 'lake', false]);
});

describe('kept examples of every form that was ever written', () => {
  const kept = (version: number) =>
    new Blob([readFileSync(fileURLToPath(new URL(`../../e2e/fixtures/projects/form-${version}.sfumato`, import.meta.url)))]);

  it.each([1, 2, 3])('form %i', async (version) => {
    await openProjectFile(kept(version));
    const { picture, maps, settings, changeMap } = state();
    expect([picture?.name, picture?.width, picture?.height, settings.prompt, maps.length]).toEqual(['kept', 40, 30, 'kept', 1]);
    expect([picture?.rgba.every((value) => value === 7), changeMap?.read(39, 29)]).toEqual([true, 7]);
  });

  it('one from the future is refused, and left as it is', async () => {
    await expect(openProjectFile(kept(99))).rejects.toMatchObject({
      code: 'project-newer',
      message: 'This project was saved by a newer version of Sfumato: its form is 99, and this version reads up to 3.',
    });
  });
});
