import { expect, it } from 'vitest';
import { readiness, type ReadinessInput } from './readiness';

const ready: ReadinessInput = {
  hasPicture: true,
  mapIsEmpty: false,
  findsMap: false,
  method: 'differential',
  needsExemplar: false,
  steps: 20,
  strength: 1,
  entriesLeft: 20,
  encodingRatio: 0.8,
  strongest: 1,
  countsFrom: 0,
  needsGuide: false,
  guides: [],
  packageFault: null,
  summary: null,
};
const reason = (change: Partial<ReadinessInput>) => {
  const answer = readiness({ ...ready, ...change });
  return answer.ready ? null : answer.reason;
};

it('is ready with a picture and a painted map, also while the model still loads', () => {
  expect(readiness(ready)).toEqual({ ready: true });
});

it('asks for a picture first, then for a map, and offers to change everything', () => {
  expect(reason({ hasPicture: false, mapIsEmpty: true })).toContain('Open a picture');
  expect(readiness({ ...ready, mapIsEmpty: true })).toEqual({
    ready: false,
    reason: 'Paint where it may change, or change everything',
    offer: 'change-everything',
  });
});

it('refuses a strength that leaves no step, and says so in numbers, where the strength has a part', () => {
  expect(reason({ steps: 20, strength: 0.04, entriesLeft: 0 })).toContain('At 4 % of 20 steps no step is left');
  expect(reason({ steps: 20, strength: 0.05, entriesLeft: 1 })).toBeNull();
  expect(reason({ method: 'guided-optimisation', strength: 0, entriesLeft: 0 })).toBeNull();
});

it('lets the automatic map find its own place, but not encode nothing', () => {
  expect(reason({ method: 'automatic-map', findsMap: true, mapIsEmpty: true, strongest: 0 })).toBeNull();
  expect(reason({ method: 'automatic-map', mapIsEmpty: true })).toContain('Paint where');
  expect(reason({ method: 'automatic-map', steps: 2, encodingRatio: 0.4 })).toContain('Encoding 40 % of 2 steps');
});

it('says where a map is too weak for a method that cuts it', () => {
  expect(reason({ method: 'blended-inpaint', strongest: 0.3, countsFrom: 0.5 })).toContain('at least 50 %, and yours is 30 %');
  expect(reason({ method: 'blended-inpaint', strongest: 0.5, countsFrom: 0.5 })).toBeNull();
  expect(reason({ method: 'blended-inpaint', strongest: null, countsFrom: 0.5 })).toBeNull();
});

it('names a guide that nothing in the package can follow', () => {
  const summary = { controlNets: [] } as never;
  expect(reason({ summary, guides: [{ name: 'Pose', controlNet: null }] })).toContain('the guide Pose');
  expect(reason({ summary, guides: [{ name: 'Pose', controlNet: 'openpose' }] })).toBeNull();
  expect(reason({ needsGuide: true })).toContain('add one');
});

it('says when the model is missing', () => {
  expect(reason({ packageFault: { code: 'package-missing-file', message: 'x', hint: '' } })).toContain('Without its model');
});
