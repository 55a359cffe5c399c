import { Dialog } from '../../ui/Dialog';
import { ModelManager } from '../lazyParts';
import { tr } from '../../../workers/texts/texts';

interface ModelsProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The dialog of the models; what it shows is fetched when it is first opened. */
export function Models({ open, onClose }: ModelsProps) {
  return (
    <Dialog title={tr`Models`} open={open} size="large" bare onClose={onClose}>
      <ModelManager />
    </Dialog>
  );
}
