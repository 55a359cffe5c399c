import { beforeEach, describe, expect, it } from 'vitest';
import { fillMap, openPicture, setSettings } from '../../document/commands';
import { emptyDocument, initialSettings } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { addGuide } from '../../document/guideCommands';
import type { Guide, GuideKind } from '../../document/guide';
import { methodProposal, proposalStore, putAwayProposal } from './methodProposal';

const state = () => documentStore.getState();
const proposed = (follows = true) => methodProposal(state(), () => follows, proposalStore.getState().putAway);

const guide = (kind: GuideKind, change: Partial<Guide> = {}): Guide => ({
  ...{ id: kind, name: kind, visible: true, kind, role: 'wanted', controlNet: null, weight: 1, start: 0, end: 1 },
  content: { of: 'pose', people: [] },
  ...change,
});

describe('which method is proposed', () => {
  beforeEach(() => {
    documentStore.setState(emptyDocument, true);
    proposalStore.setState({ putAway: [] });
    openPicture({ width: 8, height: 8, rgba: new Uint8Array(256), icc: null, name: 'p' }, crypto.randomUUID());
  });

  it('is none for a picture as it is opened, and none without one', () => {
    expect(proposed()).toBeNull();
    documentStore.setState(emptyDocument, true);
    expect(proposed()).toBeNull();
  });

  it('is guided optimisation for what was drawn, where the model can follow it and the method does not', () => {
    addGuide(guide('pose'));
    expect(proposed()).toEqual({ method: 'guided-optimisation', because: 'You drew a pose' });
    expect(proposed(false)).toBeNull();
    setSettings({ method: 'guided-optimisation' });
    expect(proposed()).toBeNull();
  });

  it('leaves hidden guides and those of the present layout alone', () => {
    addGuide(guide('scribble', { visible: false }));
    addGuide(guide('pose', { role: 'present' }));
    expect(proposed()).toBeNull();
  });

  it('is the automatic map for two sentences and nothing painted', () => {
    setSettings({ prompt: 'a blue house', automaticMap: { ...initialSettings.automaticMap, referencePrompt: 'a red house' } });
    expect(proposed()).toEqual({ method: 'automatic-map', because: 'You wrote two sentences' });
    fillMap(255);
    expect(proposed()).toBeNull();
  });

  it('does not come back once it was put away, though another does', () => {
    addGuide(guide('pose'));
    putAwayProposal(state(), proposed()!);
    expect(proposed()).toBeNull();
  });
});
