import type { ToolName } from '../viewStore';
import { createTools } from './createTools';
import { panGesture } from './hand/handTool';
import { PinchGesture } from './pinch/pinchGesture';
import { sizingGesture } from './sizing/sizingGesture';
import type { Gesture, Tool, ToolPointer, ToolWorld } from './tool';

/** What the host is doing. `spent`: the gesture is over, but its pointer is still down and means nothing more. */
type HostState =
  | { readonly name: 'idle' }
  | { readonly name: 'dragging'; readonly pointer: ToolPointer; readonly gesture: Gesture }
  | { readonly name: 'pinching'; readonly pinch: PinchGesture }
  | { readonly name: 'spent'; readonly pointerIds: ReadonlySet<number> };

const idle: HostState = { name: 'idle' };

/** Tools whose drags Alt and the secondary button turn into setting the brush's size. */
const brushLike: ReadonlySet<ToolName> = new Set(['brush', 'eraser', 'smudge']);
/** Tools that write a strength, and with Alt read one. */
const writing: ReadonlySet<ToolName> = new Set(['brush', 'eraser', 'smudge', 'fill', 'gradient']);

/**
 * Runs the tool in hand, and handles for all of them what interrupts a drag:
 * Escape and pointercancel drop it; losing the window and changing the tool keep what was done; another picture drops it;
 * a second finger turns a finger's stroke into a pinch; any other second pointer is ignored (a palm beside a pen). Once a pen
 * was seen, a single finger moves the picture in place of painting, and a pen takes over from a palm that came first.
 */
export class ToolHost {
  readonly #world: ToolWorld;
  readonly #tools: Readonly<Record<ToolName, Tool>>;
  #current: ToolName = 'brush';
  #panHeld = false;
  #penSeen = false;
  #state: HostState = idle;

  constructor(world: ToolWorld) {
    this.#world = world;
    this.#tools = createTools(world);
  }

  get state(): HostState['name'] {
    return this.#state.name;
  }

  /** True while the Space bar lends the Hand. */
  get panHeld(): boolean {
    return this.#panHeld;
  }

  /** A pointer goes down. Returns whether the host wants its further events. */
  down(pointer: ToolPointer): boolean {
    const state = this.#state;
    if (pointer.kind === 'pen') this.#penSeen = true;
    if (pointer.kind === 'pen' && state.name === 'dragging' && state.pointer.kind === 'touch') {
      state.gesture.drop();
      this.#state = idle;
      return this.down(pointer);
    }
    if (state.name === 'dragging' && state.pointer.kind === 'touch' && pointer.kind === 'touch') {
      state.gesture.drop();
      this.#state = { name: 'pinching', pinch: new PinchGesture(this.#world, state.pointer, pointer) };
      return true;
    }
    if (state.name !== 'idle') return false;
    const gesture = this.#gestureFor(pointer);
    if (gesture) this.#state = { name: 'dragging', pointer, gesture };
    return gesture !== null;
  }

  move(pointer: ToolPointer): void {
    const state = this.#state;
    if (state.name === 'pinching') state.pinch.move(pointer);
    if (state.name === 'idle') this.#tools[this.#current].hover?.(pointer);
    if (state.name !== 'dragging' || state.pointer.id !== pointer.id) return;
    this.#state = { ...state, pointer: { ...pointer, button: state.pointer.button } };
    state.gesture.move(pointer);
  }

  up(id: number): void {
    const state = this.#state;
    if (state.name === 'dragging' && state.pointer.id === id) {
      this.#state = idle;
      state.gesture.end();
    } else {
      this.#release(id);
    }
  }

  /** The system took the pointer away. */
  cancelPointer(id: number): void {
    const state = this.#state;
    if (state.name === 'dragging' && state.pointer.id === id) {
      this.#state = idle;
      state.gesture.drop();
    } else {
      this.#tools[this.#current].foreign?.drop();
      this.#release(id);
    }
  }

  /** Drops the drag under way, whose pointer means nothing until it is up, or else what is pending. Returns whether there was anything. */
  escape(): boolean {
    const state = this.#state;
    const tool = this.#tools[this.#current];
    if (state.name !== 'dragging') return (tool.foreign?.drop() ?? false) || (tool.drop?.() ?? false);
    this.#state = { name: 'spent', pointerIds: new Set([state.pointer.id]) };
    state.gesture.drop();
    return true;
  }

  /** The window lost the focus: what was done is kept, and held keys count as let go. */
  blur(): void {
    const state = this.#state;
    this.#panHeld = false;
    this.#state = idle;
    if (state.name === 'dragging') state.gesture.end();
    this.#tools[this.#current].foreign?.end();
  }

  /** Takes another tool in hand; a drag under way ends there and is kept, and so is what is pending. */
  select(tool: ToolName): void {
    if (tool === this.#current) return;
    const before = this.#tools[this.#current];
    this.#current = tool;
    const state = this.#state;
    if (state.name === 'dragging') {
      this.#state = { name: 'spent', pointerIds: new Set([state.pointer.id]) };
      state.gesture.end();
    }
    before.foreign?.end();
    before.commit?.();
  }

  /** Writes what the tool in hand has pending; returns whether there was anything. */
  commit(): boolean {
    return this.#tools[this.#current].commit?.() ?? false;
  }

  /** Ends the drag under way, whose pointer means nothing from then on, and writes what is pending Returns whether there was anything. */
  finish(): boolean {
    const state = this.#state;
    if (state.name !== 'dragging') return this.commit();
    this.#state = { name: 'spent', pointerIds: new Set([state.pointer.id]) };
    state.gesture.end();
    this.commit();
    return true;
  }

  /** The brush or the tool's options changed. */
  refresh(): void {
    this.#tools[this.#current].refresh?.();
  }

  /** Takes the last point of what is pending back; returns whether there was one. */
  back(): boolean {
    return this.#tools[this.#current].back?.() ?? false;
  }

  /** The Space bar lends the Hand for the next drag; one under way goes on. */
  holdPan(held: boolean): void {
    this.#panHeld = held;
    if (this.#state.name === 'dragging') this.#state.gesture.holdSpace?.(held);
  }

  /** Another picture is on the table: the drag under way is dropped, and tools forget the last one. */
  reset(): void {
    this.escape();
    Object.values(this.#tools).forEach((tool) => tool.reset?.());
  }

  #gestureFor(pointer: ToolPointer): Gesture | null {
    if (pointer.button === 1 || (pointer.button === 0 && this.#panHeld)) return panGesture(this.#world, pointer);
    if (pointer.button === 2 && pointer.alt && brushLike.has(this.#current)) return sizingGesture(this.#world, pointer);
    if (pointer.button !== 0) return null;
    if (pointer.kind === 'touch' && this.#penSeen) return panGesture(this.#world, pointer);
    if (pointer.eraser) return this.#tools.eraser.begin(pointer);
    if (pointer.alt && writing.has(this.#current)) return this.#tools.pick.begin(pointer);
    return this.#tools[this.#current].begin(pointer);
  }

  /** A pointer that no drag waits for is up: a pinch ends with its first finger, and what is spent is forgotten with its last pointer. */
  #release(id: number): void {
    const state = this.#state;
    if (state.name === 'pinching' && state.pinch.has(id)) {
      this.#state = { name: 'spent', pointerIds: new Set(state.pinch.others(id)) };
    } else if (state.name === 'spent' && state.pointerIds.has(id)) {
      const left = new Set([...state.pointerIds].filter((other) => other !== id));
      this.#state = left.size > 0 ? { name: 'spent', pointerIds: left } : idle;
    }
  }
}
