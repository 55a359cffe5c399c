import { Dialog } from '../../ui/Dialog';
import { MapModelSources } from './MapModelSources';

interface MapModelDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Change maps by depth and by objects. */
export function MapModelDialog({ open, onClose }: MapModelDialogProps) {
  return (
    <Dialog
      title="Map from depth or objects"
      about="In a change map white may change fully and black stays as it is; in a guide of depth white is near."
      size="medium"
      open={open}
      onClose={onClose}
    >
      {open ? <MapModelSources onClose={onClose} /> : null}
    </Dialog>
  );
}
