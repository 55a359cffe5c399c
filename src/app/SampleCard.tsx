import { openSample } from '../actions/openSample';
import { sampleAfterUrl, samplePictureUrl, type Sample } from '../models/samples';
import { reportToUser } from '../ui/notices';
import styles from './SampleCard.module.css';

/** A sample to open: as it is, beside it what was made of it. */
export function SampleCard({ sample, current = false }: { readonly sample: Sample; readonly current?: boolean }) {
  return (
    <button
      type="button"
      className={styles.card}
      aria-label={sample.title}
      aria-description={sample.hint}
      aria-current={current}
      title={sample.hint}
      onClick={() => openSample(sample).catch(reportToUser)}
    >
      <span className={styles.pair}>
        <img src={samplePictureUrl(sample)} alt="" />
        <img src={sampleAfterUrl(sample)} alt="" />
      </span>
      <b>{sample.title}</b>
    </button>
  );
}
