import { useState } from 'react';
import { saveProjectFile, startEmpty } from '../actions/projectFiles';
import { documentStore } from '../document/documentStore';
import { Button } from '../ui/Button';
import { wordsOf } from '../ui/notices';
import styles from './ErrorBoundary.module.css';
import { tr } from '../../workers/texts/texts';

interface WaysOutProps {
  readonly onEmpty: () => void;
}

/** Where the whole studio stopped: the project as a file before anything else, a reload, and the way out of what fails every time. */
export function WaysOut({ onEmpty }: WaysOutProps) {
  const [said, setSaid] = useState('');
  const [isSaved, setSaved] = useState(false);
  const save = () => {
    setSaid('Saving…');
    saveProjectFile().then(
      () => {
        setSaved(true);
        setSaid(tr`The project is saved as a file.`);
      },
      (thrown: unknown) => setSaid(wordsOf(thrown)),
    );
  };
  if (!documentStore.getState().picture) return <Button onClick={() => location.reload()}>{tr`Reload`}</Button>;
  return (
    <>
      <Button tone="primary" onClick={save}>
        {tr`Save project file`}
      </Button>
      <span role="status">{said}</span>
      <Button onClick={() => location.reload()}>{tr`Reload`}</Button>
      <p className={styles.last}>
        {isSaved
          ? tr`If it stops after every reload: the picture can be taken off the table. It stays among the recent ones.`
          : tr`If it stops after every reload: save the file first, then the picture can be taken off the table. It stays among the recent ones.`}
      </p>
      <Button
        disabled={!isSaved}
        onClick={() => {
          startEmpty();
          onEmpty();
        }}
      >
        {tr`Begin with an empty table`}
      </Button>
    </>
  );
}
