import { Dialog } from '../../ui/Dialog';
import { Diagnostics } from '../models/Diagnostics';
import { tr } from '../../../workers/texts/texts';

interface CapabilityDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The diagnostics by themselves. */
export function CapabilityDialog({ open, onClose }: CapabilityDialogProps) {
  return (
    <Dialog
      title={tr`What runs where`}
      about={tr`Everything is computed on this machine. Painting, maps and export work without any graphics card.`}
      open={open}
      onClose={onClose}
    >
      <Diagnostics />
    </Dialog>
  );
}
