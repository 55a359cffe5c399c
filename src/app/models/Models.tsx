import { lazy, Suspense } from 'react';
import { Dialog } from '../../ui/Dialog';

const ModelManager = lazy(async () => ({ default: (await import('./ModelManager')).ModelManager }));

interface ModelsProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The dialog of the models; what it shows is fetched when it is first opened. */
export function Models({ open, onClose }: ModelsProps) {
  return (
    <Dialog title="Models" open={open} wide onClose={onClose}>
      <Suspense fallback={<p role="status">Opening…</p>}>
        <ModelManager />
      </Suspense>
    </Dialog>
  );
}
