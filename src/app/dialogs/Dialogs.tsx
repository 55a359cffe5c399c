import { Suspense, useState } from 'react';
import { useStore } from 'zustand';
import { closeDialog, dialogStore } from '../../actions/dialogStore';
import { importMapFile } from '../../actions/importMapFile';
import { openImageFile } from '../../actions/openImage';
import { actions } from '../../actions/registry';
import { runAction } from '../../actions/runAction';
import { addExemplarFile } from '../../exemplars/addExemplarFile';
import { reportToUser } from '../../ui/notices';
import { Models } from '../models/Models';
import { CanvasSizeDialog, CapabilityDialog, CommandPalette, MapModelDialog, MapSourceDialog, ShortcutSheet } from '../lazyParts';
import { FileInput } from './FileInput';
import type { WhiteMeans } from '../../exchange/changeMap/polarity';
import { ImportMapDialog } from './ImportMapDialog';

/** Everything that opens over the studio, and the hidden file inputs behind its buttons. */
export function Dialogs() {
  const open = useStore(dialogStore, (state) => state.open);
  const [mapFile, setMapFile] = useState<Blob | null>(null);
  const importMap = (whiteMeans: WhiteMeans, asNew: boolean) => {
    if (mapFile) importMapFile(mapFile, whiteMeans, asNew).catch(reportToUser);
    setMapFile(null);
  };
  return (
    <>
      <FileInput name="Open image" onFile={(file) => openImageFile(file).catch(reportToUser)} />
      <FileInput name="Add exemplar" onFile={(file) => addExemplarFile(file).catch(reportToUser)} />
      <FileInput name="Import change map" onFile={setMapFile} />
      <ImportMapDialog file={mapFile} onImport={importMap} onClose={() => setMapFile(null)} />
      <Suspense fallback={null}>
        {open === 'map-source' ? <MapSourceDialog open onClose={closeDialog} /> : null}
        {open === 'map-model' ? <MapModelDialog open onClose={closeDialog} /> : null}
        {open === 'shortcuts' ? <ShortcutSheet open actions={actions} onClose={closeDialog} /> : null}
        {open === 'commands' ? <CommandPalette open actions={actions} onClose={closeDialog} onRun={runAction} /> : null}
        {open === 'canvas-size' ? <CanvasSizeDialog open onClose={closeDialog} /> : null}
        {open === 'capabilities' ? <CapabilityDialog open onClose={closeDialog} /> : null}
      </Suspense>
      <Models open={open === 'models'} onClose={closeDialog} />
    </>
  );
}
