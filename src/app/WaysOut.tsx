import { useState } from 'react';
import { saveProjectFile, startEmpty } from '../actions/projectFiles';
import { documentStore } from '../document/documentStore';
import { Button } from '../ui/Button';
import { wordsOf } from '../ui/notices';
import styles from './ErrorBoundary.module.css';

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
        setSaid('The project is saved as a file.');
      },
      (thrown: unknown) => setSaid(wordsOf(thrown)),
    );
  };
  if (!documentStore.getState().picture) return <Button onClick={() => location.reload()}>Reload</Button>;
  return (
    <>
      <Button tone="primary" onClick={save}>
        Save project file
      </Button>
      <span role="status">{said}</span>
      <Button onClick={() => location.reload()}>Reload</Button>
      <p className={styles.last}>
        If it stops after every reload: {isSaved ? 'the' : 'save the file first, then the'} picture can be taken off the table. It stays
        among the recent ones.
      </p>
      <Button
        disabled={!isSaved}
        onClick={() => {
          startEmpty();
          onEmpty();
        }}
      >
        Begin with an empty table
      </Button>
    </>
  );
}
