import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { openDialog } from '../../actions/dialogStore';
import { askForMapModel, importOfMapModel, knownMapModels, type OfferedMapModel } from '../../mapModels/getMapModel';
import { download, importFiles, shelfStore } from '../../models/shelf';
import { studioStore } from '../../models/studioStore';
import { bytesInWords, progressInWords } from '../../models/words';
import { Button } from '../../ui/Button';
import { FileInput, FolderInput } from '../../ui/FileInput';
import { reportToUser } from '../../ui/notices';
import styles from './MapModels.module.css';
import { tr } from '../../../workers/texts/texts';

interface NoMapModelProps {
  /** What it is wanted for. */
  readonly purpose: 'pose' | 'map';
}

/** What to get where no map model is kept, or another one is wanted; nothing is asked of the hub before a button says so. */
export function NoMapModel({ purpose }: NoMapModelProps) {
  const input = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const take = (files: readonly File[]) =>
    void Promise.resolve()
      .then(() => importFiles(importOfMapModel(files, purpose)))
      .catch(reportToUser);
  const forPoses = purpose === 'pose';
  return (
    <div className={styles.offers}>
      <p>
        {forPoses
          ? tr`Finding people’s joints needs a small model of its own, kept beside the picture models. It runs here, on this device.`
          : tr`Maps of depth and of objects need a small model of their own, kept beside the picture models. It runs here, on this device.`}
      </p>
      {knownMapModels
        .filter(({ kind }) => (kind === 'pose') === forPoses)
        .map((known) => (
          <Offer key={known.repository} known={known} />
        ))}
      <div className={styles.row}>
        {forPoses ? <Button onClick={() => file.current?.click()}>{tr`Import an ONNX file…`}</Button> : null}
        <Button onClick={() => input.current?.click()}>{tr`Import from a folder…`}</Button>
        <Button tone="quiet" onClick={() => openDialog('models')}>
          {tr`All models…`}
        </Button>
        <span className={styles.hint}>
          {forPoses
            ? tr`RTMPose, DWPose (dw-ll_ucoco_384.onnx), ViTPose, HRNet: any ONNX file that finds the joints of one person.`
            : tr`A folder with config.json and the ONNX files.`}
        </span>
        <FolderInput ref={input} label={tr`Map model folder`} onFiles={take} />
        <FileInput ref={file} label={tr`Pose model file`} accept=".onnx" onFile={(picked) => take([picked])} />
      </div>
      <Failures />
    </div>
  );
}

function Failures() {
  const faults = useStore(shelfStore, (state) => state.faults);
  const last = Object.values(faults).at(-1);
  return last ? (
    <p role="alert" className={styles.fault}>
      {last.message} {last.hint}
    </p>
  ) : null;
}

function Offer({ known }: { readonly known: (typeof knownMapModels)[number] }) {
  const [offered, setOffered] = useState<OfferedMapModel | null>(null);
  const [asking, setAsking] = useState(false);
  const progress = useStore(shelfStore, ({ jobs }) => (offered ? jobs[offered.request.id] : undefined));
  const ask = async () => {
    setAsking(true);
    try {
      setOffered(await askForMapModel(studioStore(), known));
    } finally {
      setAsking(false);
    }
  };
  const host = new URL(known.baseUrl).host;
  return (
    <section className={styles.offer} aria-label={known.title}>
      <strong>{known.title}</strong>
      <span>{known.about}</span>
      <span className={styles.hint}>
        {tr`${known.repository} on ${host} · ${
          offered
            ? `${offered.sizeBytes === null ? tr`size not told` : bytesInWords(offered.sizeBytes)} · ${offered.request.licence ? tr`licence ${offered.request.licence}` : tr`licence not told`}`
            : tr`size not known until the hub is asked`
        }`}
      </span>
      <div className={styles.row}>
        {offered ? (
          <Button tone="primary" disabled={progress !== undefined} onClick={() => download(offered.request).catch(reportToUser)}>
            {tr`Download`}
          </Button>
        ) : (
          <Button disabled={asking} onClick={() => ask().catch(reportToUser)}>
            {tr`Ask ${host}`}
          </Button>
        )}
        {progress ? <span role="status">{progressInWords(progress)}</span> : null}
      </div>
    </section>
  );
}
