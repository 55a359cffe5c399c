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
        A checkpoint of Stable Diffusion 1 or 2, SDXL or a smaller relative, as one <b>.safetensors</b> file; or what is added to one: a
        LoRA, an embedding, a ControlNet. It is looked into where it lies
        {hasLastingFiles() ? ' and may stay there: nothing of a checkpoint is copied.' : ', then copied into the browser’s own storage.'} It
        needs no conversion, and never leaves this machine.
      </p>
      <FileInput
        ref={input}
        label="Model file"
        accept=".safetensors,.ckpt,.pt,.pth,.bin,.gguf"
        onFile={(file) => look({ file, handle: null })}
      />
      <Button icon={<FileBox />} disabled={busy} onClick={choose}>
        Choose a file
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
        A folder with a model of the Stable Diffusion families: a tree with unet, text_encoder and vae folders, with safetensors or ONNX
        files, or a flat one of ONNX files. {hasLastingFolders() ? 'Safetensors may stay where they lie; the rest is' : 'They are'} copied
        into the browser’s own storage. Nothing leaves this machine.
      </p>
      <FolderInput ref={input} label="Model folder" onFiles={(list) => look({ ...pickedFiles(list), handle: null })} />
      <Button icon={<FolderOpen />} disabled={busy} onClick={choose}>
        Choose a folder
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
      <p>A zip of such a folder. It is looked into where it lies; only what the model needs is unpacked.</p>
      <FileInput ref={input} label="Model zip" accept=".zip,application/zip" onFile={take} />
      <Button icon={<FileArchive />} disabled={busy} onClick={() => input.current?.click()}>
        Choose a zip
      </Button>
    </div>
  );
}
