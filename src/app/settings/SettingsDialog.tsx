import { Cpu, HardDrive, Keyboard, Sun } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { dialogStore, type SettingsPage } from '../../actions/dialogStore';
import { actions } from '../../actions/registry';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ShortcutList } from '../dialogs/ShortcutList';
import { Diagnostics } from '../models/Diagnostics';
import { LookPage } from './LookPage';
import { RoomPage } from './RoomPage';
import styles from './Settings.module.css';
import { tr } from '../../../workers/texts/texts';

interface SettingsDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

const pages: readonly { readonly value: SettingsPage; readonly label: string; readonly icon: ReactNode; readonly page: ReactNode }[] = [
  { value: 'look', label: tr`Appearance`, icon: <Sun aria-hidden />, page: <LookPage /> },
  { value: 'room', label: tr`Storage`, icon: <HardDrive aria-hidden />, page: <RoomPage /> },
  { value: 'keys', label: tr`Keys`, icon: <Keyboard aria-hidden />, page: <ShortcutList actions={actions} /> },
  { value: 'machine', label: tr`This computer`, icon: <Cpu aria-hidden />, page: <Diagnostics /> },
];

/** How the studio looks and what it may take of this computer; saved as it is changed. */
export function SettingsDialog({ open, onClose }: SettingsDialogProps) {
  return (
    <Dialog
      title={tr`Settings`}
      open={open}
      size="medium"
      bare
      onClose={onClose}
      foot={
        <>
          <span>{tr`Saved as you change it.`}</span>
          <Button tone="primary" large onClick={onClose}>
            {tr`Done`}
          </Button>
        </>
      }
    >
      <Tabs.Root className={styles.columns} defaultValue={dialogStore.getState().page} orientation="vertical">
        <Tabs.List className={styles.nav} aria-label={tr`Settings`}>
          {pages.map(({ value, label, icon }) => (
            <Tabs.Trigger key={value} className={styles.tab} value={value}>
              {icon}
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {pages.map(({ value, page }) => (
          <Tabs.Content key={value} className={styles.page} value={value}>
            {page}
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Dialog>
  );
}
