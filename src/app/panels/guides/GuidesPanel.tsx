import { FileJson, ImagePlus, Layers2, Mountain, PenLine, PersonStanding, ScanEye, ScanLine, Shapes, Slash, Spline } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { openDialog } from '../../../actions/dialogStore';
import { pickFile } from '../../../actions/filePicker';
import { documentStore } from '../../../document/documentStore';
import { addDrawing, addEdgesOfScene, addLinesOfScene, addPose } from '../../../guides/addGuides';
import { guideKindAbout, guideKindChoices } from '../../../guides/guideKinds';
import { guideViewStore, setNewKind } from '../../../guides/guideView';
import { runNets } from '../../../addOns/runNets';
import { useAddOns } from '../../../addOns/useAddOns';
import { packageStore } from '../../../models/packageStore';
import { Button } from '../../../ui/Button';
import { reportToUser } from '../../../ui/notices';
import { SelectField } from '../../../ui/SelectField';
import styles from '../Panel.module.css';
import { GuideItem } from './GuideItem';
import { GuideSettings } from './GuideSettings';
import { tr } from '../../../../workers/texts/texts';

/** Layout conditions for the package's ControlNets. */
export function GuidesPanel() {
  const hasPicture = useStore(documentStore, (state) => state.picture !== null);
  const guides = useStore(documentStore, (state) => state.guides);
  const summary = useStore(packageStore, (state) => state.summary);
  const { selectedId, newKind } = useStore(guideViewStore);
  const { kept } = useAddOns();
  const [busy, setBusy] = useState<'edges' | 'lines' | null>(null);
  if (!hasPicture)
    return (
      <p className={styles.soft}>{tr`Open a picture first, then lay a pose, a scribble or edges over it here for the edit to follow.`}</p>
    );
  const nets = summary ? runNets(summary, kept).names : [];
  const none = summary !== null && nets.length === 0;
  const selected = guides.find(({ id }) => id === selectedId);
  const find = (what: 'edges' | 'lines') => {
    setBusy(what);
    (what === 'edges' ? addEdgesOfScene() : addLinesOfScene()).catch(reportToUser).finally(() => setBusy(null));
  };
  return (
    <>
      {none ? (
        <p className={styles.soft} role="note">
          {tr`${summary.title} has no ControlNet, so no edit could follow a guide yet. ${
            summary.addOnFamily
              ? tr`Add one of its family under Models, as a safetensors file: it`
              : tr`A package with one (a folder “controlnet” beside its UNet)`
          } lets the edit follow a pose, a scribble, edges, lines, depth or segments. `}
          <Button tone="link" onClick={() => openDialog('models')}>
            {tr`Open Models`}
          </Button>
        </p>
      ) : guides.length > 0 ? null : (
        <p className={styles.soft}>
          {tr`A guide gives the layout that the edit follows: draw it over the picture, or lay a finished one there.`}
        </p>
      )}
      <div className={styles.halves} role="group" aria-label={tr`New guide`}>
        <Button icon={<PenLine />} onClick={() => addDrawing('scribble')}>
          {tr`Draw a scribble`}
        </Button>
        <Button icon={<ScanLine />} disabled={busy !== null} onClick={() => find('edges')}>
          {busy === 'edges' ? tr`Finding edges…` : tr`Edges of the scene`}
        </Button>
        <Button icon={<PersonStanding />} onClick={addPose}>
          {tr`Pose a person`}
        </Button>
        <Button icon={<FileJson />} onClick={() => pickFile('Open pose')}>
          {tr`Open pose`}
        </Button>
        <Button icon={<Slash />} disabled={busy !== null} onClick={() => find('lines')}>
          {busy === 'lines' ? tr`Finding lines…` : tr`Straight lines`}
        </Button>
        <Button icon={<Spline />} onClick={() => addDrawing('lines')}>
          {tr`Draw lines`}
        </Button>
        <Button icon={<Mountain />} onClick={() => addDrawing('depth')}>
          {tr`Paint depth`}
        </Button>
        <Button icon={<Layers2 />} onClick={() => openDialog('map-model')}>
          {tr`Depth by a model…`}
        </Button>
        <Button icon={<Shapes />} onClick={() => addDrawing('segmentation')}>
          {tr`Paint segments`}
        </Button>
        <Button icon={<ScanEye />} onClick={() => openDialog('pose-model')}>
          {tr`Find people…`}
        </Button>
      </div>
      {guides.length > 0 ? (
        <ul aria-label={tr`Guides`}>
          {guides.map((guide) => (
            <GuideItem key={guide.id} guide={guide} selected={guide.id === selectedId} />
          ))}
        </ul>
      ) : null}
      {selected ? <GuideSettings guide={selected} nets={summary ? nets : null} /> : null}
      <div className={styles.rule} />
      <section className={styles.section} aria-label={tr`Guide from a file`}>
        <SelectField label={tr`Kind`} value={newKind} options={guideKindChoices} onChange={setNewKind} />
        <p className={styles.soft}>{guideKindAbout[newKind]}</p>
        <Button icon={<ImagePlus />} onClick={() => pickFile('Add guide')}>
          {tr`Add guide`}
        </Button>
      </section>
    </>
  );
}
