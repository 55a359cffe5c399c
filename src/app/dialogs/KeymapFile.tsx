import { Download, FolderOpen, RotateCcw } from 'lucide-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import type { Action } from '../../actions/action';
import { keymapStore, keymapText, resetAllKeys, takeKeymap } from '../../actions/keymap';
import { download } from '../../exchange/export/download';
import { Button } from '../../ui/Button';
import { FileInput } from '../../ui/FileInput';
import { notify, reportToUser } from '../../ui/notices';
import styles from './ShortcutSheet.module.css';
import { tr } from '../../../workers/texts/texts';

/** All keys of one's own: to a file, from one, and back to what they were. */
export function KeymapFile({ actions }: { readonly actions: readonly Action[] }) {
  const input = useRef<HTMLInputElement>(null);
  const changed = useStore(keymapStore, ({ keys }) => Object.keys(keys).length > 0);
  const read = async (file: File) => {
    const leftOut = takeKeymap(await file.text(), actions);
    notify(
      leftOut === 0 ? tr`The keys were taken over.` : tr`The keys were taken over, but for ${leftOut} that are unknown here or not free.`,
    );
  };
  return (
    <div className={styles.file}>
      <FileInput label={tr`Import keys`} accept="application/json,.json" ref={input} onFile={(file) => read(file).catch(reportToUser)} />
      <Button icon={<FolderOpen />} onClick={() => input.current?.click()}>
        {tr`Import keys`}
      </Button>
      <Button
        icon={<Download />}
        disabled={!changed}
        onClick={() => download(new Blob([keymapText()], { type: 'application/json' }), 'sfumato keys.json')}
      >
        {tr`Export keys`}
      </Button>
      <Button icon={<RotateCcw />} disabled={!changed} onClick={resetAllKeys}>
        {tr`All as they were`}
      </Button>
    </div>
  );
}
