import { describe, expect, it } from 'vitest';
import { formatChord, matchesChord, type KeyPress } from './chord';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('matchesChord', () => {
  it('compares letters whatever CapsLock says', () => {
    expect(matchesChord(press('b'), 'b')).toBe(true);
    expect(matchesChord(press('B'), 'b')).toBe(true);
  });
  it('never takes Shift+letter for the letter', () => {
    expect(matchesChord(press('B', { shiftKey: true }), 'b')).toBe(false);
    expect(matchesChord(press('X', { shiftKey: true }), 'Shift+x')).toBe(true);
  });
  it('wants the modifier of the platform and no other', () => {
    expect(matchesChord(press('z', { ctrlKey: true }), 'mod+z', false)).toBe(true);
    expect(matchesChord(press('z', { metaKey: true }), 'mod+z', false)).toBe(false);
    expect(matchesChord(press('z', { metaKey: true }), 'mod+z', true)).toBe(true);
    expect(matchesChord(press('z', { ctrlKey: true, altKey: true }), 'mod+z', false)).toBe(false);
    expect(matchesChord(press('b', { ctrlKey: true }), 'b', false)).toBe(false);
  });
  it('finds redo on a layout where the letters lie elsewhere', () => {
    expect(matchesChord(press('Z', { code: 'KeyY', ctrlKey: true, shiftKey: true }), 'mod+Shift+z', false)).toBe(true);
  });
  it('matches positions by code', () => {
    expect(matchesChord(press('ü', { code: 'BracketLeft' }), 'BracketLeft')).toBe(true);
    expect(matchesChord(press('{', { code: 'BracketLeft', shiftKey: true }), 'Shift+BracketLeft')).toBe(true);
    expect(matchesChord(press('{', { code: 'BracketLeft', shiftKey: true }), 'BracketLeft')).toBe(false);
  });
  it('matches signs with or without Shift', () => {
    expect(matchesChord(press('?', { shiftKey: true }), '?')).toBe(true);
    expect(matchesChord(press('?'), '?')).toBe(true);
  });
});

describe('formatChord', () => {
  it('names chords as each platform does', () => {
    expect(formatChord('mod+Shift+z', false)).toBe('Ctrl+Shift+Z');
    expect(formatChord('mod+Shift+z', true)).toBe('⇧⌘Z');
    expect(formatChord('Shift+BracketRight', false)).toBe('Shift+]');
    expect(formatChord('mod+Enter', false)).toBe('Ctrl+↵');
  });
});
