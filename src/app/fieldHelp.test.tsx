// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { methodNames } from '../../workers/protocol/recipe';
import { toolList } from '../canvas/toolList';
import { setTool } from '../canvas/viewStore';
import { modifierKinds, newModifier } from '../changemap/newModifier';
import { firstDraft, sourceKinds } from '../changemap/sourceDraft';
import { setSettings } from '../document/commands';
import { documentStore } from '../document/documentStore';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import type { GuideContent } from '../document/guide';
import { addExemplar } from '../document/exemplarCommands';
import { chooseExemplar } from '../exemplars/selection';
import { addPose } from '../guides/addGuides';
import { CanvasSizeDialog } from './dialogs/CanvasSizeDialog';
import { SourceSettings } from './dialogs/mapSource/SourceSettings';
import { NewPictureDialog } from './dialogs/NewPictureDialog';
import { OptionsBar } from './options/OptionsBar';
import { ExemplarsPanel } from './panels/exemplars/ExemplarsPanel';
import { GuidesPanel } from './panels/guides/GuidesPanel';
import { MapPanel } from './panels/MapPanel';
import { ModifierEditor } from './panels/maps/ModifierEditor';
import { RunSettings } from './run/RunSettings';
import { LookPage } from './settings/LookPage';
import { draw, freshStudio } from './testing/freshStudio';

/** Names of the number fields and sliders on screen that do not say what more of them does. */
function unexplained(): string[] {
  // By attribute: to look for roles takes seconds among so many.
  const fields = [...document.querySelectorAll('[role="slider"], input[type="number"]')];
  expect(fields.length).toBeGreaterThan(0);
  return fields
    .filter((field) => {
      const about = document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
      return about.split(' ').length < 4;
    })
    .map((field) => field.getAttribute('aria-label') ?? 'a field without a name');
}

/** Opens whatever is folded. */
const unfold = () =>
  document.querySelectorAll('button[aria-expanded="false"]:not([aria-haspopup])').forEach((fold) => void fireEvent.click(fold));

const none = () => undefined;

describe('every number field and slider says what more of it does', () => {
  beforeEach(() => void freshStudio());

  it('in the run’s settings, with every method', () => {
    setSettings({
      optimisation: {
        ...documentStore.getState().settings.optimisation,
        guidanceImage: { gradientSteps: 1, updateSteps: 1 },
        refinement: { gradientSteps: 1, updateSteps: 1 },
      },
      layoutMask: { noises: 1, noiseStrength: 0.5, clampRatio: 3, threshold: 0.1, smoothingCells: 1 },
    });
    draw(<RunSettings />);
    for (const method of methodNames) {
      act(() => setSettings({ method }));
      unfold();
      expect(unexplained(), method).toEqual([]);
    }
  });

  it('of every modifier, and of a map', () => {
    const fields = modifierKinds.map((kind) => <ModifierEditor key={kind} modifier={newModifier(kind)} counts={null} onChange={none} />);
    draw(
      <>
        <MapPanel />
        {fields}
      </>,
    );
    unfold();
    expect(unexplained()).toEqual([]);
  });

  it('of every source of a map', () => {
    const sources = sourceKinds.map((kind) => <SourceSettings key={kind} draft={{ ...firstDraft, kind }} exemplars={[]} onChange={none} />);
    draw(<>{sources}</>);
    expect(unexplained()).toEqual([]);
  });

  it('of an exemplar', () => {
    const picture = { width: 8, height: 8, rgba: new Uint8Array(8 * 8 * 4).fill(200), name: 'sun' };
    const placed = { picture, crop: { x: 0, y: 0, width: 8, height: 8 }, placement: { x: 9, y: 9, scaleX: 1, scaleY: 1, rotation: 0 } };
    chooseExemplar(
      addExemplar({ ...placed, name: 'sun', bandPx: 4, map: ChangeMap.fromUint8Array(new Uint8Array(32 * 24), { width: 32, height: 24 }) }),
    );
    draw(<ExemplarsPanel />);
    unfold();
    expect(unexplained()).toEqual([]);
  });

  it('of a guide: drawn, of the scene’s edges, and posed', () => {
    const drawing = (edges: boolean): GuideContent => ({
      ...{ of: 'drawing', map: new ChangeMap({ width: 32, height: 24 }) },
      edges: edges ? { sigmaPx: 1.4, low: 0.1, high: 0.2 } : null,
    });
    addPose();
    const posed = documentStore.getState().guides[0]!.content;
    for (const content of [drawing(false), drawing(true), posed]) {
      act(() => documentStore.setState(({ guides }) => ({ guides: guides.map((guide) => ({ ...guide, content })) })));
      const { unmount } = draw(<GuidesPanel />);
      unfold();
      expect(unexplained(), content.of).toEqual([]);
      unmount();
    }
  });

  it('of every tool', () => {
    draw(<OptionsBar />);
    for (const { name } of toolList) {
      if (['move', 'hand', 'area'].includes(name)) continue;
      act(() => setTool(name));
      const more = document.querySelector('[aria-label="More tool options"][aria-expanded="false"]');
      if (more) fireEvent.click(more);
      expect(unexplained(), name).toEqual([]);
    }
  });

  it.each<readonly [string, ReactNode]>([
    ['the canvas’s size', <CanvasSizeDialog key="size" open onClose={none} />],
    ['a new picture', <NewPictureDialog key="new" open onClose={none} />],
    ['the look', <LookPage key="look" />],
  ])('of %s', (_name, part) => {
    draw(part);
    expect(unexplained()).toEqual([]);
  });
});
