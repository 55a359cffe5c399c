import { ArrowLeft, Download } from 'lucide-react';
import { useStore } from 'zustand';
import { isRunnable, type Candidate } from '../../models/candidate';
import { askToPersist } from '../../models/persist';
import { download, importFiles, shelfStore } from '../../models/shelf';
import { bytesInWords } from '../../models/words';
import { Button } from '../../ui/Button';
import { ReportView } from './ReportView';
import styles from './Models.module.css';

interface ReviewProps {
  readonly candidate: Candidate;
  readonly onBack: () => void;
  readonly onTaken: () => void;
}

/** What a package is and needs, before anything large is fetched; then taking it in. */
export function Review({ candidate, onBack, onTaken }: ReviewProps) {
  const { report, title, sizeBytes, fileCount, licence, gated, request } = candidate;
  const usage = useStore(shelfStore, (state) => state.usage);
  const free = usage === null || usage.quotaBytes === null || usage.usedBytes === null ? null : usage.quotaBytes - usage.usedBytes;
  const isTooBig = sizeBytes !== null && free !== null && sizeBytes > free;
  const take = () => {
    // Browsers want a person's click for this; a refusal costs nothing.
    askToPersist();
    void (request.kind === 'download' ? download(request.value) : importFiles(request.value));
    onTaken();
  };
  const size = sizeBytes === null ? 'of a size that the server does not tell' : bytesInWords(sizeBytes);
  return (
    <section className={styles.review} aria-label={`Report on ${title}`}>
      <div>
        <Button tone="quiet" icon={<ArrowLeft />} onClick={onBack}>
          Back
        </Button>
      </div>
      <ReportView title={title} report={report} />
      <div className={styles.take}>
        <p>
          {request.kind === 'download' ? 'To download' : 'To copy'}: {size} in {fileCount} {fileCount === 1 ? 'file' : 'files'}
          {free === null ? '' : `; ${bytesInWords(Math.max(0, free))} are free for it`}.{licence ? ` Licence: ${licence}.` : ''}
        </p>
        {usage?.kind === 'memory' ? <p className={styles.warning}>{usage.reason}</p> : null}
        {isTooBig ? <p className={styles.warning}>That is more than the browser lets Sfumato use. Delete other models, or make room on the disk.</p> : null}
        {gated ? <p className={styles.warning}>The hub gives these files only to people who have agreed to its terms, signed in. Download them there, then import the folder.</p> : null}
        {isRunnable(report) ? null : <p className={styles.warning}>It cannot be run as it is, so it is not taken in.</p>}
        <Button tone="primary" large icon={<Download />} disabled={isTooBig || gated || !isRunnable(report)} onClick={take}>
          {request.kind === 'download' ? 'Download' : 'Import'}
        </Button>
      </div>
    </section>
  );
}
