import { addLayer } from '../document/commands';
import type { EditResult } from '../../workers/protocol/engine';
import { jobStore, type StagedResult } from './jobStore';

/** Bytes that staged results may hold; the oldest undecided ones leave first. */
const stagedBudgetBytes = 256 * 1024 * 1024;

const sizeBytes = (item: StagedResult) => item.result.rgba.byteLength + item.result.coverage.byteLength;

let lastNumber = 0;

/** Puts a fresh result first in the strip and shows it over the scene. */
export function stageResult(result: EditResult): void {
  lastNumber += 1;
  const fresh: StagedResult = { id: crypto.randomUUID(), number: lastNumber, result, accepted: false };
  jobStore.setState((state) => ({ staged: withinBudget([fresh, ...state.staged]), shownId: fresh.id }));
}

function withinBudget(staged: readonly StagedResult[]): readonly StagedResult[] {
  let total = 0;
  return staged.filter((item, index) => {
    total += sizeBytes(item);
    return index === 0 || total <= stagedBudgetBytes;
  });
}

/** Shows a staged result over the scene, or none. */
export function showResult(id: string | null): void {
  jobStore.setState({ shownId: id });
}

/** Accepts a result: it becomes a layer, undoably, and leaves the before/after view. */
export function acceptResult(id: string): void {
  const item = jobStore.getState().staged.find((candidate) => candidate.id === id);
  if (!item || item.accepted) return;
  const { rect, rgba, coverage, recipe } = item.result;
  addLayer({ name: recipe.prompt.trim().slice(0, 60) || `Result ${item.number}`, rect, rgba, coverage, recipe });
  jobStore.setState((state) => ({ staged: state.staged.map((other) => (other.id === id ? { ...other, accepted: true } : other)), shownId: null }));
}

/** Takes a result off the strip; an accepted one stays as a layer. */
export function discardResult(id: string): void {
  jobStore.setState((state) => ({ staged: state.staged.filter((item) => item.id !== id), shownId: state.shownId === id ? null : state.shownId }));
}

/** Forgets all staged results: another picture is on the table. */
export function clearStaged(): void {
  jobStore.setState({ staged: [], shownId: null, fault: null });
}
