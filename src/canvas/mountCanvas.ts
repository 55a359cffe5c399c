import { followMaps } from '../changemap/combinedMap';
import { editOfTarget } from '../changemap/classInHand';
import { fillFrom } from '../changemap/fillFrom';
import { writeEdit } from '../changemap/largeEdit';
import type { Rect } from '../../workers/protocol/geometry';
import type { Picture } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { exemplarViewStore } from '../exemplars/selection';
import { gripJoint, nudgeJoint, poseViewStore, toggleJoint } from '../guides/pose/poseView';
import { gripSegment, pointNear } from '../guides/lines/segmentView';
import { posing } from './guides/guideInHand';
import { followIsolines } from '../generation/followIsolines';
import { followGround } from '../generation/followGround';
import { followRunArea } from '../generation/recipe/runArea';
import { brushSizeFor } from './brushSizeFor';
import { CanvasStage } from './CanvasStage';
import { followGuides } from './guides/followGuides';
import { listenForHeldKeys } from './input/heldKeys';
import { PointerInput } from './input/PointerInput';
import { ToolHost } from './tools/ToolHost';
import type { ToolWorld } from './tools/tool';
import { setPendingTool } from '../changemap/pendingTool';
import { sceneExtras } from '../generation/recipe/sceneExtras';
import { toolOptionsStore } from './toolOptions';
import { inSight } from './inSight';
import { scaleOf } from './viewGeometry';
import { setBrush, viewStore } from './viewStore';
import { panBy, resizeViewport, zoomBy, zoomFit } from './zoom';

/** A joint or a line is taken hold of within this distance, in CSS pixels. */
const gripPx = 12;
/** CSS pixels by which an arrow key moves the picture. */
const arrowPanPx = 48;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Brings the canvas to life in `surface` within `region`, which has the focus; returns how to end it and free all it holds. */
export function mountCanvas(region: HTMLElement, surface: HTMLDivElement, onArea: (rect: Rect) => void): () => void {
  // Before the stage, which reads what this keeps whenever the document changes.
  const stopMaps = followMaps(inSight);
  const stage = new CanvasStage(surface);
  const host = new ToolHost(toolWorld(stage, onArea));
  let over = false;
  const showHeld = () => {
    surface.dataset.pan = String(host.panHeld);
  };
  const input = new PointerInput(surface, region, host, {
    hover: (at) => {
      over = at !== null;
      stage.movePointer(at);
    },
  });
  const listeners = new AbortController();
  region.addEventListener('keydown', (event) => takeKey(event, region), { signal: listeners.signal });
  const measure = () => resizeViewport({ width: region.clientWidth, height: region.clientHeight, pixelRatio: window.devicePixelRatio });
  const sizes = new ResizeObserver(measure);
  sizes.observe(region);
  window.addEventListener('resize', measure, { signal: listeners.signal });
  setPendingTool({ commit: () => host.finish(), drop: () => host.escape() });
  host.select(viewStore.getState().tool);
  measure();
  zoomFit();
  const stops = [
    () => listeners.abort(),
    () => sizes.disconnect(),
    () => input.destroy(),
    listenForHeldKeys(host, () => over, showHeld),
    viewStore.subscribe((state, before) => {
      host.select(state.tool);
      if (state.brush !== before.brush) host.refresh();
    }),
    toolOptionsStore.subscribe(() => host.refresh()),
    () => setPendingTool(null),
    followPicture(host),
    followGuides(),
    stopMaps,
    followRunArea(),
    followIsolines(),
    followGround(),
    () => host.reset(),
    () => stage.destroy(),
  ];
  return () => stops.forEach((stop) => stop());
}

function toolWorld(stage: CanvasStage, onArea: (rect: Rect) => void): ToolWorld {
  return {
    changeMap: () => documentStore.getState().changeMap,
    brush: () => viewStore.getState().brush,
    setBrush,
    scale: () => scaleOf(viewStore.getState().zoom, viewStore.getState().viewport),
    panBy,
    zoomBy,
    options: () => toolOptionsStore.getState(),
    showEdit: (made, touched) => {
      if (sceneExtras.getState().editing !== (made !== null)) sceneExtras.setState({ editing: made !== null });
      stage.showEdit(made && editOfTarget(made), touched);
    },
    commitEdit: (made, label) => {
      const edit = editOfTarget(made);
      stage.showEdit(edit, edit.bounds);
      writeEdit(edit, label, () => {
        stage.endEdit(edit);
        sceneExtras.setState({ editing: false });
      });
    },
    showOutline: (outline) => stage.showOutline(outline),
    gripGuide: (at) => {
      const { zoom, viewport } = viewStore.getState();
      const within = gripPx / scaleOf(zoom, viewport);
      return sceneExtras.getState().compared ? null : (gripJoint(at, within) ?? gripSegment(at, within));
    },
    pointAtGuide: (at) => {
      const { zoom, viewport } = viewStore.getState();
      pointNear(at, gripPx / scaleOf(zoom, viewport));
    },
    endMove: (kept) => stage.endMove(kept),
    fillFrom: (at) => {
      const { fillBy, tolerance, contiguous } = toolOptionsStore.getState();
      const { strength, mode } = viewStore.getState().brush;
      void fillFrom({ at, by: fillBy, tolerance, contiguous, target: Math.round(strength * 255), mode });
    },
    setArea: onArea,
  };
}

/** The picture that the brush was last sized for; it outlives the canvas, which goes with the last picture. */
let sizedFor: Picture | null = null;

/** Another picture is shown whole, and tools begin afresh. */
function followPicture(host: ToolHost): () => void {
  const size = (picture: Picture | null) => {
    if (picture) setBrush({ sizePx: brushSizeFor(viewStore.getState().brush.sizePx, sizedFor, picture) });
    sizedFor = picture ?? sizedFor;
  };
  size(documentStore.getState().picture);
  return documentStore.subscribe((state, before) => {
    if (state.picture === before.picture) return;
    host.reset();
    zoomFit();
    size(state.picture);
  });
}

function takeKey(event: KeyboardEvent, region: HTMLElement): void {
  const direction = arrows[event.key];
  // The arrows step through the results while one is shown.
  if (sceneExtras.getState().compared || event.target !== region || event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = viewStore.getState().tool === 'move';
  if (moves && posing() && (direction || event.key === 'Delete')) {
    // An exemplar that is selected too would take the same keys.
    event.stopPropagation();
    event.preventDefault();
    const { joint } = poseViewStore.getState();
    const by = event.shiftKey ? -10 : -1;
    if (direction) nudgeJoint(joint, direction[0] * by, direction[1] * by);
    else toggleJoint(joint);
    return;
  }
  if (!direction || (moves && exemplarViewStore.getState().selectedId !== null)) return;
  event.preventDefault();
  panBy(direction[0] * arrowPanPx, direction[1] * arrowPanPx);
}
