import { FileArchive, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { deviceHere } from '../../models/deviceHere';
import { lookIntoFiles, pickedFiles } from '../../models/candidate';
import { studioStore } from '../../models/studioStore';
import { Button } from '../../ui/Button';
import type { Look } from './AddModel';
import styles from './Models.module.css';

interface SourceProps {
  readonly busy: boolean;
  readonly onLook: Look;
}

/** A folder from this machine. */
export function FolderSource({ busy, onLook }: SourceProps) {
  const input = useRef<HTMLInputElement>(null);
  const take = (list: readonly File[]) => {
    if (list.length === 0) return;
    const { name, files } = pickedFiles(list);
    onLook(`“${name}”`, async () => lookIntoFiles(studioStore(), await deviceHere(), name, { kind: 'files', files }));
  };
  return (
    <div className={styles.form}>
      <p>A folder with an ONNX model of the Stable Diffusion families: a tree with unet, text_encoder and vae folders, or a flat one. Its files are copied into the browser’s own storage and stay on this machine.</p>
      <input ref={input} type="file" hidden multiple aria-label="Model folder" {...{ webkitdirectory: '' }} onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        take(files);
      }} />
      <Button icon={<FolderOpen />} disabled={busy} onClick={() => input.current?.click()}>
        Choose a folder
      </Button>
    </div>
  );
}

/** An archive from this machine. */
export function ZipSource({ busy, onLook }: SourceProps) {
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File) => onLook(`“${file.name}”`, async () => lookIntoFiles(studioStore(), await deviceHere(), file.name.replace(/\.zip$/i, ''), { kind: 'zip', file }));
  return (
    <div className={styles.form}>
      <p>A zip of such a folder. It is looked into where it lies; only what the model needs is unpacked.</p>
      <input ref={input} type="file" hidden aria-label="Model zip" accept=".zip,application/zip" onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file) take(file);
      }} />
      <Button icon={<FileArchive />} disabled={busy} onClick={() => input.current?.click()}>
        Choose a zip
      </Button>
    </div>
  );
}
