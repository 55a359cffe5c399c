import { ImagePlus } from 'lucide-react';
import { pickFile } from '../actions/filePicker';
import type { Sample } from '../models/samples';
import { Button } from '../ui/Button';
import { SampleCard } from './SampleCard';
import { useSamples } from './useSamples';
import styles from './Welcome.module.css';
import { tr } from '../../workers/texts/texts';

/** The first screen: open a picture, or take a sample whose map and prompt are ready. */
export function Welcome() {
  const samples = useSamples();
  return (
    <div className={styles.welcome}>
      <div className={styles.intro}>
        <h2 className={styles.title}>{tr`Paint how much each pixel may change`}</h2>
        <p>
          {tr`White in the change map changes fully, black stays as it is, every grey lies between. The edit is computed on this machine; nothing is uploaded.`}
        </p>
        <div className={styles.open}>
          <Button tone="primary" large icon={<ImagePlus />} onClick={() => pickFile('Open image')}>
            {tr`Open image`}
          </Button>
          <span>{tr`or drop or paste a picture here`}</span>
        </div>
      </div>
      {samples.length > 0 ? <Samples samples={samples} /> : null}
    </div>
  );
}

function Samples({ samples }: { readonly samples: readonly Sample[] }) {
  return (
    <section className={styles.samples} aria-labelledby="samples-title">
      <h3 id="samples-title">{tr`Or start from a sample: its map and prompt are ready, just press Generate`}</h3>
      <ul className={styles.grid} aria-label={tr`Samples`}>
        {samples.map((sample) => (
          <li key={sample.id}>
            <SampleCard sample={sample} />
          </li>
        ))}
      </ul>
    </section>
  );
}
