import type { CheckpointChoices } from '../protocol/checkpoint';
import type { LendablePart } from '../protocol/loans';
import type { FileSource } from './fileSource';

/** A kept model, or a part alone, from which another takes networks. */
export interface Lender {
  readonly parts: readonly LendablePart[];
  readonly source: FileSource;
  /** How it is opened itself. */
  readonly checkpoint?: CheckpointChoices | null;
}
