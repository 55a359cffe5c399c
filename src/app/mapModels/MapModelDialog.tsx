import { Dialog } from '../../ui/Dialog';
import { MapModelSources } from './MapModelSources';
import { tr } from '../../../workers/texts/texts';

interface MapModelDialogProps {
  /** What is wanted: maps, or people’s joints. */
  readonly purpose: 'pose' | 'map';
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Change maps by depth and by objects, or a pose, from the picture. */
export function MapModelDialog({ purpose, open, onClose }: MapModelDialogProps) {
  return (
    <Dialog
      title={purpose === 'pose' ? tr`Pose from the picture` : tr`Map from depth or objects`}
      about={
        purpose === 'pose'
          ? tr`The people in the picture become a pose guide, whose joints you then drag to where they shall be.`
          : tr`In a change map white may change fully and black stays as it is; in a guide of depth white is near.`
      }
      size="medium"
      open={open}
      onClose={onClose}
    >
      {open ? <MapModelSources purpose={purpose} onClose={onClose} /> : null}
    </Dialog>
  );
}
