import { Command, Download, ImagePlus, Redo2, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../actions/registry';
import { openDialog } from '../actions/dialogStore';
import { usePicture } from '../document/hooks';
import { packageStore } from '../models/packageStore';
import { Logo } from '../ui/Logo';
import { ActionButton, ActionIconButton } from './ActionButton';
import { DocumentState } from './DocumentState';
import { ModelChooser } from './ModelChooser';
import styles from './TopBar.module.css';

/** Name, state, undo, model, commands and the ways in and out. */
export function TopBar() {
  const picture = usePicture();
  return (
    <header className={styles.bar}>
      <Logo />
      <div className={styles.project}>
        {picture ? (
          <>
            <span className={styles.name} title={picture.name}>
              {picture.name}
            </span>
            <DocumentState />
          </>
        ) : null}
      </div>
      <div className={styles.gap} />
      <ActionIconButton action={actionById('undo')} icon={<Undo2 />} />
      <ActionIconButton action={actionById('redo')} icon={<Redo2 />} />
      <span className={styles.rule} aria-hidden />
      <ModelChooser />
      <ModelChip />
      <ActionIconButton action={actionById('commands')} icon={<Command />} />
      <span className={styles.rule} aria-hidden />
      <ActionButton action={actionById('open-image')} icon={<ImagePlus />} />
      <ActionButton action={actionById('export-png')} icon={<Download />} tone="primary" />
    </header>
  );
}

function ModelChip() {
  const { source, summary, capabilities, loading, fault } = useStore(packageStore);
  const state = fault ? 'failed' : loading ? 'loading' : summary ? 'ready' : 'idle';
  const provider = (summary ?? capabilities)?.provider;
  const where = provider === 'webgpu' ? 'WebGPU' : provider === 'wasm' ? 'WebAssembly' : null;
  const title = summary?.title ?? source.kept?.title ?? `${source.id.charAt(0).toUpperCase()}${source.id.slice(1)}`;
  const words = fault ? 'model missing' : loading ? 'loading…' : (where ?? 'not loaded');
  return (
    <button type="button" className={styles.chip} aria-label={`Model: ${title}, ${words}. What runs where`} onClick={() => openDialog('capabilities')}>
      <span className={styles.light} data-state={state} aria-hidden />
      {words}
    </button>
  );
}
