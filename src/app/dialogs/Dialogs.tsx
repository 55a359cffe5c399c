import { useState } from 'react';
import { useStore } from 'zustand';
import { closeDialog, dialogStore } from '../../actions/dialogStore';
import { importMapFile } from '../../actions/importMapFile';
import { openImageFile } from '../../actions/openImage';
import { actions } from '../../actions/registry';
import { runAction } from '../../actions/runAction';
import { addExemplarFile } from '../../exemplars/addExemplarFile';
import { reportToUser } from '../../ui/notices';
import { Models } from '../models/Models';
import { MapModelDialog } from '../mapModels/MapModelDialog';
import { CanvasSizeDialog } from './CanvasSizeDialog';
import { CapabilityDialog } from './CapabilityDialog';
import { CommandPalette } from './CommandPalette';
import { FileInput } from './FileInput';
import type { WhiteMeans } from '../../exchange/changeMap/polarity';
import { ImportMapDialog } from './ImportMapDialog';
import { MapSourceDialog } from './mapSource/MapSourceDialog';
import { ShortcutSheet } from './ShortcutSheet';

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
      <MapSourceDialog open={open === 'map-source'} onClose={closeDialog} />
      <MapModelDialog open={open === 'map-model'} onClose={closeDialog} />
      <ShortcutSheet open={open === 'shortcuts'} actions={actions} onClose={closeDialog} />
      <CommandPalette open={open === 'commands'} actions={actions} onClose={closeDialog} onRun={runAction} />
      <CanvasSizeDialog open={open === 'canvas-size'} onClose={closeDialog} />
      <Models open={open === 'models'} onClose={closeDialog} />
      <CapabilityDialog open={open === 'capabilities'} onClose={closeDialog} />
    </>
  );
}
