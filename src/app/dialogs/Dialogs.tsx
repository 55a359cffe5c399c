import { useState } from 'react';
import { useStore } from 'zustand';
import type { MapReading } from '../../../workers/protocol/pictures';
import { takeSettingsOf } from '../../actions/carriedSettings';
import { closeDialog, dialogStore, openDialog } from '../../actions/dialogStore';
import { importMapFile } from '../../actions/importMapFile';
import { openImageFile } from '../../actions/openImage';
import { openProjectFile } from '../../actions/projectFiles';
import { actions } from '../../actions/registry';
import { runAction } from '../../actions/runAction';
import { addExemplarFile } from '../../exemplars/addExemplarFile';
import { addGuideFile } from '../../guides/addGuides';
import { guideViewStore } from '../../guides/guideView';
import { reportToUser } from '../../ui/notices';
import { Models } from '../models/Models';
import {
  CanvasSizeDialog,
  CapabilityDialog,
  CommandPalette,
  ExportDialog,
  GridDialog,
  MapModelDialog,
  MapSourceDialog,
  MethodDialog,
  NewPictureDialog,
  SettingsDialog,
  ShortcutSheet,
  StepsDialog,
} from '../lazyParts';
import { fileInputs } from '../../actions/filePicker';
import { FileInput } from '../../ui/FileInput';
import { ImportMapDialog } from './ImportMapDialog';

/** Everything that opens over the studio, and the hidden file inputs behind its buttons. */
export function Dialogs() {
  const open = useStore(dialogStore, (state) => state.open);
  const [mapFile, setMapFile] = useState<Blob | null>(null);
  const importMap = (reading: MapReading, asNew: boolean) => {
    if (mapFile) importMapFile(mapFile, reading, asNew).catch(reportToUser);
    closeDialog();
  };
  const askAboutMap = (file: Blob) => {
    setMapFile(file);
    openDialog('import-change-map');
  };
  return (
    <>
      <FileInput label={fileInputs['Open image']} onFile={(file) => openImageFile(file).catch(reportToUser)} />
      <FileInput label={fileInputs['Settings of a picture']} onFile={(file) => takeSettingsOf(file).catch(reportToUser)} />
      <FileInput label={fileInputs['Open project']} accept=".sfumato,.zip" onFile={(file) => openProjectFile(file).catch(reportToUser)} />
      <FileInput label={fileInputs['Add exemplar']} onFile={(file) => addExemplarFile(file).catch(reportToUser)} />
      <FileInput
        label={fileInputs['Add guide']}
        onFile={(file) => addGuideFile(file, guideViewStore.getState().newKind).catch(reportToUser)}
      />
      <FileInput
        label={fileInputs['Open pose']}
        accept="application/json,.json"
        onFile={(file) => import('../../guides/addPoseFile').then((part) => part.addPoseFile(file)).catch(reportToUser)}
      />
      <FileInput label={fileInputs['Import change map']} onFile={askAboutMap} />
      <ImportMapDialog file={open === 'import-change-map' ? mapFile : null} onImport={importMap} onClose={closeDialog} />
      {open === 'map-source' ? <MapSourceDialog open onClose={closeDialog} /> : null}
      {open === 'map-model' ? <MapModelDialog purpose="map" open onClose={closeDialog} /> : null}
      {open === 'pose-model' ? <MapModelDialog purpose="pose" open onClose={closeDialog} /> : null}
      {open === 'shortcuts' ? <ShortcutSheet open actions={actions} onClose={closeDialog} /> : null}
      {open === 'commands' ? <CommandPalette open actions={actions} onClose={closeDialog} onRun={runAction} /> : null}
      {open === 'grid' ? <GridDialog open onClose={closeDialog} /> : null}
      {open === 'steps' ? <StepsDialog open onClose={closeDialog} /> : null}
      {open === 'methods' ? <MethodDialog open onClose={closeDialog} /> : null}
      {open === 'new-picture' ? <NewPictureDialog open onClose={closeDialog} /> : null}
      {open === 'export' ? <ExportDialog open onClose={closeDialog} /> : null}
      {open === 'canvas-size' ? <CanvasSizeDialog open onClose={closeDialog} /> : null}
      {open === 'settings' ? <SettingsDialog open onClose={closeDialog} /> : null}
      {open === 'capabilities' ? <CapabilityDialog open onClose={closeDialog} /> : null}
      <Models open={open === 'models'} onClose={closeDialog} />
    </>
  );
}
