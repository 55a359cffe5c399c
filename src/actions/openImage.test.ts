import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenedPicture } from '../../workers/protocol/pictures';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, undo } from '../document/history';
import { openImageFile } from './openImage';

type Opening = { readonly name: string; readonly settle: (picture: OpenedPicture) => void; readonly signal: AbortSignal };
const openings: Opening[] = [];
const carried = new Map<string, unknown>();
vi.mock('../ui/notices', () => ({ notify: () => undefined }));
vi.mock('../exchange/pictureWorker', () => ({
  pictureWorker: () => ({
    open: ({ name }: File, { signal }: { signal: AbortSignal }) =>
      new Promise((settle, reject) => {
        openings.push({ name, settle, signal });
        signal.addEventListener('abort', () => reject(new Error('cancelled')));
      }),
    carriedBy: ({ name }: File) => Promise.resolve(carried.has(name) ? { recipe: carried.get(name) } : null),
  }),
}));

const picture = (name: string): OpenedPicture => ({
  width: 2,
  height: 1,
  rgba: new Uint8Array(8),
  colours: null,
  icc: null,
  notes: null,
  name,
  notices: [],
  sha256: `digest of ${name}`,
});

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  clearHistory();
  openings.length = 0;
});

describe('openImageFile', () => {
  it('lets the last chosen file win, whichever is ready first', async () => {
    const slow = openImageFile(new File(['x'], 'slow')).catch(() => 'given up');
    const quick = openImageFile(new File(['x'], 'quick'));
    expect(openings.map(({ name, signal }) => [name, signal.aborted])).toEqual([
      ['slow', true],
      ['quick', false],
    ]);
    openings[1]!.settle(picture('quick'));
    openings[0]!.settle(picture('slow'));
    await quick;
    expect(await slow).toBe('given up');
    const { picture: opened, documentId } = documentStore.getState();
    expect([opened?.name, documentId, 'sha256' in (opened ?? {})]).toEqual(['quick', 'digest of quick', false]);
  });

  it('brings the settings of a picture’s recipe along, and both go with one Undo', async () => {
    const before = documentStore.getState().settings;
    carried.set('ours', {
      ...before,
      package: { id: 'p', sha256: null },
      prompt: 'a house at night',
      steps: 33,
      method: { name: 'blended-inpaint', threshold: 0.25 },
    });
    const opening = openImageFile(new File(['x'], 'ours'));
    openings[0]!.settle(picture('ours'));
    await opening;
    const { settings } = documentStore.getState();
    expect(settings).toMatchObject({ prompt: 'a house at night', steps: 33, method: 'blended-inpaint', inpaintThreshold: 0.25 });
    undo();
    expect([documentStore.getState().picture, documentStore.getState().settings]).toEqual([null, before]);
  });
});
