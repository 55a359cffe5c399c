import { ImagePlus, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { pickFile } from '../../../actions/filePicker';
import { documentStore } from '../../../document/documentStore';
import { addEdgesOfScene, addGuideFile } from '../../../guides/addGuides';
import { guideKindAbout, guideKindChoices } from '../../../guides/guideKinds';
import { guideViewStore, setNewKind } from '../../../guides/guideView';
import { packageStore } from '../../../models/packageStore';
import { Button } from '../../../ui/Button';
import { reportToUser } from '../../../ui/notices';
import { SelectField } from '../../../ui/SelectField';
import { FileInput } from '../../dialogs/FileInput';
import styles from '../Panel.module.css';
import { GuideItem } from './GuideItem';
import { GuideSettings } from './GuideSettings';

/** Layout conditions for the package's ControlNets. */
export function GuidesPanel() {
  const hasPicture = useStore(documentStore, (state) => state.picture !== null);
  const guides = useStore(documentStore, (state) => state.guides);
  const summary = useStore(packageStore, (state) => state.summary);
  const { selectedId, newKind } = useStore(guideViewStore);
  const [busy, setBusy] = useState(false);
  if (!hasPicture) return <p className={`${styles.panel} ${styles.empty}`}>Open a picture first, then lay a pose, a scribble or edges over it here for the edit to follow.</p>;
  const nets = summary?.controlNets ?? [];
  const none = summary !== null && nets.length === 0;
  const selected = guides.find(({ id }) => id === selectedId);
  const findEdges = () => {
    setBusy(true);
    addEdgesOfScene()
      .catch(reportToUser)
      .finally(() => setBusy(false));
  };
  return (
    <div className={styles.panel}>
      {none ? (
        <p className={styles.empty} role="note">
          {summary.title} has no ControlNet, so guides would lead nowhere. A package with one (a folder “controlnet” beside its UNet) lets the edit follow a pose, a scribble, edges, lines or depth.
        </p>
      ) : (
        <p className={styles.empty}>A guide gives the layout that the edit follows. Lay its finished picture over the scene, or make one of the scene’s own edges.</p>
      )}
      <SelectField label="Kind" inline value={newKind} options={guideKindChoices} onChange={setNewKind} />
      <p className={styles.empty}>{guideKindAbout[newKind]}</p>
      <div className={styles.halves}>
        <Button icon={<ImagePlus />} disabled={none} onClick={() => pickFile('Add guide')}>
          Add guide
        </Button>
        <Button icon={<ScanLine />} disabled={none || busy} onClick={findEdges}>
          {busy ? 'Finding edges…' : 'Edges of the scene'}
        </Button>
      </div>
      <FileInput name="Add guide" onFile={(file) => addGuideFile(file, newKind).catch(reportToUser)} />
      {guides.length > 0 ? (
        <ul aria-label="Guides">
          {guides.map((guide) => (
            <GuideItem key={guide.id} guide={guide} selected={guide.id === selectedId} />
          ))}
        </ul>
      ) : null}
      {selected ? <GuideSettings guide={selected} nets={summary ? nets : null} /> : null}
    </div>
  );
}
