import { expect, it } from 'vitest';
import { loraNotes } from './loraNotes';

const notes = (metadata: Record<string, string>) => loraNotes(new Map(Object.entries(metadata)));

it('offers the phrase that the trainer named', () => {
  expect(
    notes({ 'modelspec.trigger_phrase': ' zwx cat ', 'modelspec.title': 'Cat', ss_num_train_images: '24', ss_clip_skip: 'None' }),
  ).toEqual({
    title: 'Cat',
    triggerWords: ['zwx cat'],
    usageHint: null,
    license: null,
    trainedOn: null,
    trainedPictures: 24,
    clipSkip: null,
  });
});

it('else the tags that most pictures bore, over all sets of them', () => {
  const frequency = { '10_cat': { zwx: 20, cat: 12, sofa: 2 }, '5_more': { zwx: 10, cat: 4, '': 40, bad: 'x' }, broken: [1] };
  expect(notes({ ss_tag_frequency: JSON.stringify(frequency) }).triggerWords).toEqual(['zwx', 'cat']);
});

it('leaves out what it does not understand, and cuts what is long', () => {
  expect(notes({ ss_tag_frequency: '{broken', 'modelspec.title': 'None' })).toMatchObject({ title: null, triggerWords: [] });
  expect(notes({ ss_tag_frequency: '[1,2]' }).triggerWords).toEqual([]);
  expect(notes({ 'modelspec.title': 'x'.repeat(5000) }).title).toHaveLength(400);
});
