import { describe, expect, it } from 'vitest';
import { fileAtAddress, mayHoldPicture, readDropped } from './droppedFiles';

const dropped = (texts: Record<string, string>, files: File[] = []) =>
  readDropped({ files: files as unknown as FileList, getData: (type: string) => texts[type] ?? '' });

describe('readDropped', () => {
  it('takes files before addresses', () => {
    const file = new File(['x'], 'a.png');
    expect(dropped({ 'text/uri-list': 'https://a/b.png' }, [file])).toEqual({ files: [file], address: null });
  });

  it('takes the picture’s own address before that of the page it links to', () => {
    const html = '<a href="https://a/page"><img alt="" src="https://a/cat.png?x=1&amp;y=2"></a>';
    expect(dropped({ 'text/uri-list': 'https://a/page', 'text/html': html }).address).toBe('https://a/cat.png?x=1&y=2');
    expect(dropped({ 'text/uri-list': '# a comment\r\nhttps://a/b.png\r\n' }).address).toBe('https://a/b.png');
    expect(dropped({}).address).toBeNull();
  });

  it('knows drags without a picture', () => {
    expect([mayHoldPicture(['text/plain']), mayHoldPicture(['Files']), mayHoldPicture(['text/uri-list', 'text/html'])]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('fileAtAddress', () => {
  it('reads a picture that lies in its address', async () => {
    const file = await fileAtAddress('data:image/png;base64,AAEC/w==');
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([0, 1, 2, 255]);
    await expect(fileAtAddress('data:image/svg+xml,<svg/>')).rejects.toMatchObject({ code: 'bad-picture' });
    await expect(fileAtAddress('data:image/png;base64,*')).rejects.toMatchObject({ code: 'bad-picture' });
  });
});
