import { useEffect, useState } from 'react';
import { openImageFile } from '../actions/openImage';
import { reportToUser } from '../ui/notices';
import styles from './App.module.css';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes pictures dropped on the window or pasted from the clipboard. */
export function FileDrop() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const open = (file: File | undefined) => {
      if (file) openImageFile(file).catch(reportToUser);
    };
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      open(event.dataTransfer?.files[0]);
    };
    const onPaste = (event: ClipboardEvent) => open(event.clipboardData?.files[0]);
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, []);
  return over ? <div className={styles.drop}>Drop to open this picture</div> : null;
}
