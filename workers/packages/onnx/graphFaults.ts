import { Fault } from '../../protocol/faults';
import { tr } from '../../texts/texts';

/** A file that should be a network is not one, or not a whole one. */
export function damagedGraph(path: string, what: string): Fault {
  return new Fault(
    'package-invalid',
    tr`The model file “${path}” cannot be read: ${what}.`,
    tr`Load it again from where it came from; if it is the same there, it is no ONNX model.`,
  );
}
