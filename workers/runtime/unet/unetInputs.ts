import { wishes } from '../../packages/graphValues';
import { Fault } from '../../protocol/faults';
import type { ModelSession, TensorSpec } from '../modelSession';
import { tr } from '../../texts/texts';

/** The inputs that a UNet and a ControlNet share, found by name; those a file lacks are null. */
export interface NetworkInputs {
  readonly sample: TensorSpec;
  readonly timestep: TensorSpec;
  readonly text: TensorSpec;
  readonly pooled: TensorSpec | null;
  readonly timeIds: TensorSpec | null;
  /** Where guidance is an input of a distilled network instead of a pair of evaluations. */
  readonly guidance: TensorSpec | null;
  /** All others. */
  readonly others: readonly TensorSpec[];
}

/** Finds a network's inputs. Throws a Fault `package-unsupported` where one that every such network has is missing. */
export function findInputs(session: ModelSession): NetworkInputs {
  const known = {
    sample: session.inputFor(wishes.unet.sample),
    timestep: session.inputFor(wishes.unet.timestep),
    text: session.inputFor(wishes.unet.text),
    pooled: session.findInput('text_embeds'),
    timeIds: session.findInput('time_ids'),
    guidance: session.findInput('timestep_cond'),
  };
  const found: readonly (TensorSpec | null)[] = Object.values(known);
  return { ...known, others: session.inputs.filter((input) => !found.includes(input)) };
}

/** Throws a Fault `package-unsupported` naming inputs that nothing here can give. */
export function refuseInputs(session: ModelSession, strange: readonly TensorSpec[]): void {
  if (strange.length === 0) return;
  throw new Fault(
    'package-unsupported',
    tr`The ${session.stage} wants inputs that this version cannot give: ${strange.map((input) => input.name).join(', ')}.`,
    tr`Choose another package.`,
  );
}
