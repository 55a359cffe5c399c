import { createStore } from 'zustand/vanilla';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import { documentStore } from '../../document/documentStore';
import type { GuideContent, PickedSegment } from '../../document/guide';
import { changeGuide } from '../../document/guideCommands';
import { drawSegments } from '../../../workers/maps/sources/straightLines';
import { selectGuide, guideViewStore, type GuideGrip } from '../guideView';
import { nearestSegment } from './segments';
import { tr } from '../../../workers/texts/texts';

type Lines = Extract<GuideContent, { of: 'segments' }>;

interface SegmentView {
  /** The line that is pointed at, as its place in the guide; null: none. */
  readonly pointed: number | null;
  /** The lines while a drag goes over them; the document follows when it ends. */
  readonly draft: readonly PickedSegment[] | null;
}

/** How the selected guide's straight lines are picked: transient, never saved with the document. */
export const segmentViewStore = createStore<SegmentView>(() => ({ pointed: null, draft: null }));

export const pointAtSegment = (pointed: number | null): void => segmentViewStore.setState({ pointed });

/** Points at the selected guide's line that is nearest to a place, if one is no further than `within`; in picture pixels. */
export function pointNear(at: { readonly x: number; readonly y: number }, within: number): void {
  const found = nearestSegment(chosenLines()?.segments ?? [], at, within);
  const pointed = found < 0 ? null : found;
  if (segmentViewStore.getState().pointed !== pointed) pointAtSegment(pointed);
}

/** The selected guide where it is straight lines. */
export function chosenLines(): (Lines & { readonly id: string }) | null {
  const { selectedId } = guideViewStore.getState();
  const guide = documentStore.getState().guides.find(({ id }) => id === selectedId);
  return guide?.content.of === 'segments' ? { ...guide.content, id: guide.id } : null;
}

function write({ id, lines }: { readonly id: string; readonly lines: Lines['lines'] }, segments: Lines['segments'], label: string): void {
  changeGuide(id, { content: { of: 'segments', segments, lines } }, label);
}

const withKept = (segments: readonly PickedSegment[], at: number, kept: boolean): readonly PickedSegment[] =>
  segments.map((segment, i) => (i === at ? { ...segment, kept } : segment));

/** Takes one of the selected guide's lines in, or leaves it out. */
export function keepSegment(at: number, kept: boolean): void {
  const guide = chosenLines();
  if (guide?.segments[at]) write(guide, withKept(guide.segments, at, kept), kept ? tr`Keep line` : tr`Leave line out`);
}

/** Takes all of the selected guide's lines in, or none. */
export function keepAllSegments(kept: boolean): void {
  const guide = chosenLines();
  if (guide)
    write(
      guide,
      guide.segments.map((segment) => ({ ...segment, kept })),
      kept ? tr`Keep all lines` : tr`Leave all lines out`,
    );
}

/** Turns the selected guide's lines into a drawing, which Brush and Eraser correct; they are found anew no more. */
export function drawOnSegments(): void {
  const guide = chosenLines();
  const { picture } = documentStore.getState();
  if (!guide || !picture) return;
  const kept = guide.segments.filter((segment) => segment.kept);
  const map = ChangeMap.fromUint8Array(drawSegments(kept, picture), picture);
  changeGuide(guide.id, { content: { of: 'drawing', map, edges: null } }, tr`Draw on the lines`);
  selectGuide(guide.id);
}

/**
 * Takes hold of the line nearest to a place: it changes sides, and all lines that the drag goes over follow it. Null where there is none.
 * @param within in picture pixels.
 */
export function gripSegment(at: { readonly x: number; readonly y: number }, within: number): GuideGrip | null {
  const guide = chosenLines();
  const first = guide ? nearestSegment(guide.segments, at, within) : -1;
  const begun = guide?.segments[first];
  if (!guide || !begun) return null;
  const kept = !begun.kept;
  let segments = withKept(guide.segments, first, kept);
  segmentViewStore.setState({ draft: segments, pointed: first });
  return {
    move: (to) => {
      const over = nearestSegment(segments, to, within);
      if (over < 0 || segments[over]?.kept === kept) return;
      segments = withKept(segments, over, kept);
      segmentViewStore.setState({ draft: segments, pointed: over });
    },
    end: () => {
      segmentViewStore.setState({ draft: null });
      if (chosenLines()?.segments === guide.segments) write(guide, segments, kept ? tr`Keep line` : tr`Leave line out`);
    },
    drop: () => segmentViewStore.setState({ draft: null }),
  };
}
