import { useStore } from 'zustand';
import { pickFile } from '../../actions/filePicker';
import { sampleStore } from '../../actions/openSample';
import { documentStore } from '../../document/documentStore';
import { Button } from '../../ui/Button';
import { SampleCard } from '../SampleCard';
import { useSamples } from '../useSamples';
import styles from './Film.module.css';
import { tr } from '../../../workers/texts/texts';

/** While a sample is on the table and nothing was made of it yet: the other samples, and the way to one's own picture. */
export function SampleStrip() {
  const documentId = useStore(documentStore, (state) => state.documentId);
  const sample = useStore(sampleStore);
  return documentId !== '' && documentId === sample.documentId ? <Strip currentId={sample.sampleId} /> : null;
}

function Strip({ currentId }: { readonly currentId: string }) {
  const samples = useSamples();
  if (samples.length === 0) return null;
  return (
    <section className={`${styles.strip} ${styles.samples}`} aria-label={tr`Other samples`}>
      <div className={styles.head}>
        <h2>{tr`Samples`}</h2>
        <span>{tr`before and after`}</span>
      </div>
      <ul className={styles.film}>
        {samples.map((sample) => (
          <li key={sample.id}>
            <SampleCard sample={sample} current={sample.id === currentId} />
          </li>
        ))}
      </ul>
      <div className={styles.own}>
        <b>{tr`Drop your own picture`}</b>
        <Button onClick={() => pickFile('Open image')}>{tr`Choose a file…`}</Button>
      </div>
    </section>
  );
}
