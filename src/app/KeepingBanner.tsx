import { CloudAlert, Eye } from 'lucide-react';
import { useStore } from 'zustand';
import { openDialog } from '../actions/dialogStore';
import { saveProjectFile } from '../actions/projectFiles';
import { Button } from '../ui/Button';
import { reportToUser } from '../ui/notices';
import styles from './DeviceBanner.module.css';
import { saveStateStore } from '../document/storage/saveState';
import { takeOverProject } from '../document/storage/keeperInUse';
import { tr } from '../../workers/texts/texts';

/** That another tab keeps the project, or why it is not being saved, with what can be done about it. */
export function KeepingBanner() {
  const role = useStore(saveStateStore, (state) => state.role);
  const fault = useStore(saveStateStore, (state) => state.fault);
  if (role === 'reader')
    return (
      <div className={styles.banner} role="status" aria-label={tr`Shown only`}>
        <Eye aria-hidden />
        <p>{tr`Another tab keeps this project; this one shows it.`}</p>
        <Button onClick={takeOverProject}>{tr`Take over`}</Button>
      </div>
    );
  if (!fault) return null;
  return (
    <div className={styles.banner} role="alert" aria-label={tr`Not saved`}>
      <CloudAlert aria-hidden />
      <p>
        {fault.message} {fault.hint}
      </p>
      <Button onClick={() => saveProjectFile().catch(reportToUser)}>{tr`Save project file`}</Button>
      <Button onClick={() => openDialog('settings', 'room')}>{tr`Free space…`}</Button>
    </div>
  );
}
