import { FileArchive, FileBox, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { deviceHere } from '../../models/deviceHere';
import { lookIntoFiles, pickedFiles } from '../../models/candidate';
import { lookIntoWeights } from '../../models/offeredModel';
import { hasLastingFiles, pickLastingFile, type LocalFile } from '../../models/localFiles';
import { hasLastingFolders, lookIntoFolder, pickLastingFolder, type LocalFolder } from '../../models/localFolders';
import { studioStore } from '../../models/studioStore';
import { Button } from '../../ui/Button';
import { FileInput, FolderInput } from '../../ui/FileInput';
import { reportToUser } from '../../ui/notices';
import type { Look } from './AddModel';
import styles from './Models.module.css';
import { rich } from '../../ui/rich';
import { tr } from '../../../workers/texts/texts';

interface SourceProps {
  readonly busy: boolean;
  readonly onLook: Look;
}

/** One file of weights, as models are shared: safetensors. */
export function WeightsSource({ busy, onLook }: SourceProps) {
  const input = useRef<HTMLInputElement>(null);
  const look = (picked: LocalFile) => onLook(`“${picked.file.name}”`, (signal) => lookIntoWeights(picked, signal));
  const choose = () => {
    if (hasLastingFiles()) pickLastingFile().then((picked) => picked && look(picked), reportToUser);
    else input.current?.click();
  };
  return (
    <div className={styles.form}>
      <p>
        {rich`A checkpoint of Stable Diffusion 1 or 2, SDXL or a smaller relative, as one ${(<b>{'.safetensors'}</b>)} file; or what is added to one: a LoRA, an embedding, a ControlNet. It is looked into where it lies${hasLastingFiles() ? tr` and may stay there: nothing of a checkpoint is copied.` : tr`, then copied into the browser’s own storage.`} It needs no conversion, and never leaves this machine.`}
      </p>
      <FileInput
        ref={input}
        label={tr`Model file`}
        accept=".safetensors,.ckpt,.pt,.pth,.bin,.gguf"
        onFile={(file) => look({ file, handle: null })}
      />
      <Button icon={<FileBox />} disabled={busy} onClick={choose}>
        {tr`Choose a file`}
      </Button>
    </div>
  );
}

/** A folder from this machine. */
export function FolderSource({ busy, onLook }: SourceProps) {
  const input = useRef<HTMLInputElement>(null);
  const look = (picked: LocalFolder) => onLook(`“${picked.name}”`, (signal) => lookIntoFolder(picked, signal));
  const choose = () => {
    if (hasLastingFolders()) pickLastingFolder().then((picked) => picked && look(picked), reportToUser);
    else input.current?.click();
  };
  return (
    <div className={styles.form}>
      <p>
        {hasLastingFolders()
          ? tr`A folder with a model of the Stable Diffusion families: a tree with unet, text_encoder and vae folders, with safetensors or ONNX files, or a flat one of ONNX files. Safetensors may stay where they lie; the rest is copied into the browser’s own storage. Nothing leaves this machine.`
          : tr`A folder with a model of the Stable Diffusion families: a tree with unet, text_encoder and vae folders, with safetensors or ONNX files, or a flat one of ONNX files. They are copied into the browser’s own storage. Nothing leaves this machine.`}
      </p>
      <FolderInput ref={input} label={tr`Model folder`} onFiles={(list) => look({ ...pickedFiles(list), handle: null })} />
      <Button icon={<FolderOpen />} disabled={busy} onClick={choose}>
        {tr`Choose a folder`}
      </Button>
    </div>
  );
}

/** An archive from this machine. */
export function ZipSource({ busy, onLook }: SourceProps) {
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File) =>
    onLook(`“${file.name}”`, async () =>
      lookIntoFiles(studioStore(), await deviceHere(), file.name.replace(/\.zip$/i, ''), { kind: 'zip', file }),
    );
  return (
    <div className={styles.form}>
      <p>{tr`A zip of such a folder. It is looked into where it lies; only what the model needs is unpacked.`}</p>
      <FileInput ref={input} label={tr`Model zip`} accept=".zip,application/zip" onFile={take} />
      <Button icon={<FileArchive />} disabled={busy} onClick={() => input.current?.click()}>
        {tr`Choose a zip`}
      </Button>
    </div>
  );
}
