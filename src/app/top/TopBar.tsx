import { ImagePlus, PanelRight, Redo2, Search, SlidersHorizontal, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';
import { openDialog } from '../../actions/dialogStore';
import { layoutStore, setSheet } from '../../actions/layoutStore';
import { actionById } from '../../actions/registry';
import { usePicture } from '../../document/hooks';
import { IconButton } from '../../ui/Button';
import { ActionButton, ActionIconButton } from '../ActionButton';
import { tinyQuery, useMedia } from '../shell/useMedia';
import { DocumentMenu } from './DocumentMenu';
import { DocumentState } from './DocumentState';
import { ExportMenu } from './ExportMenu';
import { Mark } from './Mark';
import { ModelChooser } from './ModelChooser';
import styles from './TopBar.module.css';
import { tr } from '../../../workers/texts/texts';

/** The picture and its state on the left; model, commands, settings and the ways in and out on the right. */
export function TopBar({ narrow }: { readonly narrow: boolean }) {
  const picture = usePicture();
  const tiny = useMedia(tinyQuery);
  return (
    <header className={styles.bar}>
      <h1 className="visually-hidden">{tr`Sfumato`}</h1>
      <Mark className={styles.mark} />
      <DocumentMenu />
      {picture ? <DocumentState /> : null}
      <ActionIconButton action={actionById('undo')} icon={<Undo2 />} />
      <ActionIconButton action={actionById('redo')} icon={<Redo2 />} />
      <span className={styles.gap} />
      <ModelChooser />
      <ActionIconButton action={actionById('commands')} icon={<Search />} />
      <IconButton label={tr`Settings`} icon={<SlidersHorizontal />} onClick={() => openDialog('settings')} />
      <span className={styles.rule} aria-hidden />
      {/* Where there is little room it is in the menu of pictures alone. */}
      {narrow ? null : <ActionButton action={actionById('open-image')} icon={<ImagePlus />} tone="quiet" />}
      <ExportMenu tiny={tiny} />
      {narrow ? <SheetButton /> : null}
    </header>
  );
}

/** Brings the panel in as a sheet where there is no room for a column. */
function SheetButton() {
  const open = useStore(layoutStore, (state) => state.sheet);
  return <IconButton label={tr`Panels`} icon={<PanelRight />} aria-pressed={open} onClick={() => setSheet(!open)} />;
}
