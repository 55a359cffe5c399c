// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { documentStore } from '../../../document/documentStore';
import { changeExemplar } from '../../../document/exemplarCommands';
import { exemplarTextSchema, type ExemplarText } from '../../../document/exemplarText';
import { undo } from '../../../document/history';
import { exemplarCodec } from '../../../document/storage/codecs/exemplarCodec';
import { exemplarViewStore } from '../../../exemplars/selection';
import { addText, changeText } from '../../../exemplars/text/textExemplar';
import { draw, freshStudio } from '../../testing/freshStudio';
import { ExemplarsPanel } from './ExemplarsPanel';

// There is no canvas here: letters are 2 × 4 pixels, opaque.
vi.mock('../../../exemplars/text/drawText', () => ({
  drawText: ({ text }: ExemplarText) => {
    const lines = text.split('\n');
    const [width, height] = [2 * Math.max(1, ...lines.map(({ length }) => length)), 4 * lines.length];
    return { width, height, rgba: new Uint8Array(width * height * 4).fill(255) };
  },
}));

const only = () => documentStore.getState().exemplars[0]!;

beforeEach(async () => {
  freshStudio();
  Object.defineProperty(document, 'fonts', { configurable: true, value: { load: () => Promise.resolve([]) } });
  await addText();
});

it('lies on the middle of the scene, takes the focus, and is written anew by typing', () => {
  expect(only()).toMatchObject({ name: 'Text', placement: { x: 16, y: 12 }, text: { text: 'Text', alignment: 'centre' } });
  expect(only().map.isEmpty()).toBe(false);
  expect(documentStore.getState().settings.method).toBe('exemplar-blend');
  draw(<ExemplarsPanel />);
  const field = screen.getByRole('textbox', { name: 'Text' });
  expect(document.activeElement).toBe(field);
  fireEvent.change(field, { target: { value: 'Sea and sky' } });
  expect(only()).toMatchObject({ name: 'Sea and sky', picture: { width: 22 }, crop: { width: 22 }, placement: { x: 16 } });
  fireEvent.change(screen.getByLabelText('Colour'), { target: { value: '#ff0000' } });
  fireEvent.click(screen.getByRole('radio', { name: 'Left' }));
  expect(only().text).toMatchObject({ colour: '#ff0000', alignment: 'left' });
  // Typed in one go, undone in one.
  act(() => undo());
  expect(only().text).toMatchObject({ text: 'Text', alignment: 'centre' });
  act(() => undo());
  expect(documentStore.getState().exemplars).toEqual([]);
});

it('keeps its first line and the edge of its alignment, turned and scaled as it is, and what was painted', () => {
  const { id, map } = only();
  changeText(id, { alignment: 'left' });
  changeExemplar(id, { placement: { x: 10, y: 10, scaleX: 2, scaleY: 1, rotation: 90 }, mapPainted: true }, 'Turn');
  changeText(id, { text: 'Texts\nbelow' });
  // 2 pixels wider and 4 taller: scaled, halved and turned by a quarter.
  expect(only().placement).toMatchObject({ scaleX: 2, rotation: 90 });
  expect(only().placement.x).toBeCloseTo(8);
  expect(only().placement.y).toBeCloseTo(12);
  expect(only().map).not.toBeNull();
  expect(only().map.width).toBe(map.width);
  expect(only().mapPainted).toBe(true);
});

it('leaves a name of one’s own and other exemplars alone', () => {
  const { id } = only();
  changeExemplar(id, { name: 'Title' }, 'Rename exemplar');
  changeText(id, { text: 'Other' });
  expect(only().name).toBe('Title');
  changeText('unknown', { text: 'x' });
  changeExemplar(id, { text: undefined }, 'A picture');
  const before = only();
  changeText(id, { text: 'y' });
  expect(only()).toBe(before);
});

it('is saved with its words, and what no text can be is refused', async () => {
  const kept = new Map<string, Uint8Array>();
  const saved = await exemplarCodec.freeze(only(), (bytes) => {
    const digest = String(kept.size).padStart(64, '0');
    kept.set(digest, bytes);
    return Promise.resolve(digest as never);
  });
  expect(JSON.parse(JSON.stringify(saved))).toMatchObject({ text: { text: 'Text', font: 'inter', weight: 600 } });
  let state = 7;
  const random = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 2 ** 32;
  const wrong = [null, Number.NaN, -1, 1e9, '', 'red', '#FF0000', 'x'.repeat(2001), {}, [], true];
  for (let i = 0; i < 300; i++) {
    const key = ['text', 'font', 'sizePx', 'weight', 'colour', 'alignment', 'more'][Math.floor(random() * 7)]!;
    const value = wrong[Math.floor(random() * wrong.length)];
    const taken = exemplarTextSchema.safeParse({ ...only().text, [key]: value });
    if (taken.success) expect(key === 'text' && typeof value === 'string').toBe(true);
  }
  exemplarViewStore.setState({ freshTextId: null });
});
