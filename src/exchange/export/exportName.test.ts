import { describe, expect, it } from 'vitest';
import { exportName } from './exportName';

describe('exportName', () => {
  it('keeps a plain name and drops what file systems refuse', () => {
    expect(exportName('my photo.JPEG', 'edited')).toBe('my photo edited.png');
    expect(exportName('../a:b\\c?.png', 'change map')).toBe('a b c change map.png');
    expect(exportName('.png', 'edited')).toBe('picture edited.png');
  });
});
