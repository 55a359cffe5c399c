import { Layer } from 'konva/lib/Layer';
import { Line } from 'konva/lib/shapes/Line';
import { Rect as KonvaRect } from 'konva/lib/shapes/Rect';
import { Transformer } from 'konva/lib/shapes/Transformer';
import type { Stage } from 'konva/lib/Stage';
import type { Placement } from '../../../workers/maps/exemplars/placement';
import { documentStore } from '../../document/documentStore';
import type { Exemplar } from '../../document/exemplar';
import { exemplarViewStore, chooseExemplar } from '../../exemplars/selection';
import { reshapeExemplar } from '../../exemplars/transformExemplar';
import { guideViewStore } from '../../guides/guideView';
import { guideInHand } from '../guides/guideInHand';
import { scaleOf } from '../viewGeometry';
import { viewStore } from '../viewStore';
import { setDraftPlacement } from './draftPlacement';
import { snapAxis, snapLines } from './snapping';
import { tr } from '../../../workers/texts/texts';

/** Within this, in CSS pixels, an edge or middle comes to rest on a line. */
const snapPx = 6;
/** Never a hue: some picture has it. */
const guideColour = '#fff';

/**
 * Konva's transformer over the exemplars while the Move tool is in hand: a box for each, whose place follows the document and
 * is written to it when the box is let go. Shift frees or keeps the ratio, Alt scales from the centre, snapping can be left off with Ctrl.
 */
export class ExemplarHandles {
  readonly #layer = new Layer({ listening: true });
  readonly #transformer: Transformer;
  readonly #boxes = new Map<string, KonvaRect>();
  readonly #guides: readonly Line[];
  readonly #stops: readonly (() => void)[];
  /** The exemplar that is being moved or transformed; null: none. */
  #active: string | null = null;

  constructor(readonly stage: Stage) {
    this.#transformer = new Transformer({
      rotateAnchorOffset: 26,
      rotationSnaps: [0, 45, 90, 135, 180, 225, 270, 315],
      rotationSnapTolerance: 4,
      flipEnabled: true,
      shouldOverdrawWholeArea: true,
      anchorSize: 10,
      anchorCornerRadius: 2,
      anchorStroke: '#000',
      anchorFill: '#fff',
      borderStroke: guideColour,
    });
    this.#guides = [0, 1].map(() => new Line({ stroke: guideColour, strokeWidth: 1, dash: [4, 4], visible: false, listening: false }));
    this.#layer.add(this.#transformer, ...this.#guides);
    stage.add(this.#layer);
    stage.on('pointerdown.exemplars', ({ target }) => {
      // Konva tells of the stage itself also where it does not listen: other tools paint on what is chosen.
      if (target === (stage as unknown) && stage.listening()) chooseExemplar(null);
    });
    const follow = () => this.#follow();
    this.#stops = [
      documentStore.subscribe(follow),
      exemplarViewStore.subscribe(follow),
      viewStore.subscribe(follow),
      guideViewStore.subscribe(follow),
    ];
    follow();
  }

  /** Ends a move under way, kept or taken back; returns whether there was one. */
  end(kept: boolean): boolean {
    const id = this.#active;
    if (id === null) return false;
    // Taken back, what Konva tells of the end is not listened to any more.
    if (!kept) this.#active = null;
    const box = this.#boxes.get(id);
    box?.stopDrag();
    this.#transformer.stopTransform();
    if (kept && this.#active === id && box) this.#keep(id, box);
    setDraftPlacement(null);
    this.#follow();
    return true;
  }

  destroy(): void {
    this.#stops.forEach((stop) => stop());
    this.stage.off('.exemplars');
    setDraftPlacement(null);
    this.#layer.destroy();
  }

  /** Boxes, handles and what listens follow document, view and tool; a box that is being moved is left alone. */
  #follow(): void {
    const { exemplars, picture } = documentStore.getState();
    const { tool } = viewStore.getState();
    const inHand = tool === 'move' && picture !== null && !guideInHand();
    this.stage.listening(inHand);
    this.#layer.visible(inHand);
    if (!inHand) {
      this.end(true);
      return;
    }
    for (const [id, box] of this.#boxes) {
      if (exemplars.some((exemplar) => exemplar.id === id && exemplar.visible)) continue;
      box.destroy();
      this.#boxes.delete(id);
    }
    for (const exemplar of exemplars) if (exemplar.visible && exemplar.id !== this.#active) this.#place(exemplar);
    exemplars.forEach(({ id }) => this.#boxes.get(id)?.moveToTop());
    this.#guides.forEach((guide) => guide.moveToTop());
    this.#transformer.moveToTop();
    const selected = this.#boxes.get(exemplarViewStore.getState().selectedId ?? '');
    if (this.#transformer.nodes()[0] !== selected) this.#transformer.nodes(selected ? [selected] : []);
    this.#transformer.forceUpdate();
    this.#layer.batchDraw();
  }

  #place(exemplar: Exemplar): void {
    const box = this.#boxes.get(exemplar.id) ?? this.#createBox(exemplar.id);
    const { zoom, pan, viewport } = viewStore.getState();
    const scale = scaleOf(zoom, viewport);
    const { x, y, scaleX, scaleY, rotation } = exemplar.placement;
    const { width, height } = exemplar.crop;
    box.setAttrs({
      x: pan.x + x * scale,
      y: pan.y + y * scale,
      width,
      height,
      offsetX: width / 2,
      offsetY: height / 2,
      scaleX: scaleX * scale,
      scaleY: scaleY * scale,
      rotation,
    });
  }

  #createBox(id: string): KonvaRect {
    const box = new KonvaRect({ draggable: true, fill: 'rgba(0,0,0,0)' });
    box.on('pointerdown', () => chooseExemplar(id));
    box.on('dragstart transformstart', () => {
      this.#active = id;
    });
    box.on('dragmove', ({ evt }) => {
      if (!(evt as PointerEvent).ctrlKey) this.#snap(id, box);
      this.#show(id, box);
    });
    box.on('transform', () => this.#show(id, box));
    box.on('dragend transformend', () => this.#keep(id, box));
    this.#boxes.set(id, box);
    this.#layer.add(box);
    return box;
  }

  #placementOf(box: KonvaRect): Placement {
    const { zoom, pan, viewport } = viewStore.getState();
    const scale = scaleOf(zoom, viewport);
    return {
      x: (box.x() - pan.x) / scale,
      y: (box.y() - pan.y) / scale,
      scaleX: box.scaleX() / scale,
      scaleY: box.scaleY() / scale,
      rotation: box.rotation(),
    };
  }

  #show(id: string, box: KonvaRect): void {
    if (this.#active === id) setDraftPlacement({ id, placement: this.#placementOf(box) });
  }

  #keep(id: string, box: KonvaRect): void {
    this.#guides.forEach((guide) => guide.visible(false));
    if (this.#active !== id) return;
    this.#active = null;
    const placement = this.#placementOf(box);
    setDraftPlacement(null);
    reshapeExemplar(id, { placement }, tr`Transform exemplar`);
  }

  #snap(id: string, box: KonvaRect): void {
    const { picture } = documentStore.getState();
    if (!picture) return;
    const { zoom, pan, viewport } = viewStore.getState();
    const scale = scaleOf(zoom, viewport);
    const others = [...this.#boxes].filter(([other]) => other !== id).map(([, other]) => other.getClientRect({ skipStroke: true }));
    const inView = others.map((other) => ({ ...other, x: other.x - pan.x, y: other.y - pan.y }));
    const lines = snapLines({ width: picture.width * scale, height: picture.height * scale }, inView);
    const own = box.getClientRect({ skipStroke: true });
    const acrossBy = snapAxis(own.x - pan.x, own.width, lines.x, snapPx);
    const downBy = snapAxis(own.y - pan.y, own.height, lines.y, snapPx);
    box.position({ x: box.x() + acrossBy.by, y: box.y() + downBy.by });
    const [vertical, horizontal] = this.#guides;
    vertical?.visible(acrossBy.line !== null).points([(acrossBy.line ?? 0) + pan.x, 0, (acrossBy.line ?? 0) + pan.x, viewport.height]);
    horizontal?.visible(downBy.line !== null).points([0, (downBy.line ?? 0) + pan.y, viewport.width, (downBy.line ?? 0) + pan.y]);
  }
}
