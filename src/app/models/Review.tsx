import { ArrowLeft, Download } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { CheckpointChoices } from '../../../workers/protocol/checkpoint';
import { borrowedBytes, isComplete, loansOf, needsOf, type Borrowed } from '../../models/borrowing';
import type { Candidate } from '../../models/candidate';
import { copied, stayingIn } from '../../models/localFiles';
import { askToPersist } from '../../models/persist';
import { shelfStore, takeModel } from '../../models/shelf';
import { bytesInWords } from '../../models/words';
import { Button } from '../../ui/Button';
import { AddOnReport } from './AddOnReport';
import { BorrowParts } from './BorrowParts';
import { CheckpointChoice, proposedChoices } from './CheckpointChoice';
import type { Look } from './AddModel';
import { GraphChoice } from './GraphChoice';
import { RadioChoice } from './RadioChoice';
import { ReportView } from './ReportView';
import styles from './Models.module.css';
import { form, plural, tr } from '../../../workers/texts/texts';
import { placeInWords } from '../../../workers/texts/words';

type Wishes = Parameters<Candidate['lookAgain']>[0];

interface ReviewProps {
  readonly candidate: Candidate;
  readonly busy: boolean;
  readonly onLook: Look;
  readonly onBack: () => void;
  readonly onTaken: (id: string) => void;
}

/** What a package is and needs, before anything large is fetched; then taking it in. */
export function Review({ candidate, busy, onLook, onBack, onTaken }: ReviewProps) {
  const { report, title, sizeBytes, fileCount, licence, gated, request } = candidate;
  const [choices, setChoices] = useState<CheckpointChoices>(() => proposedChoices(report.checkpoint));
  const [borrowed, setBorrowed] = useState<Borrowed>({});
  const needs = needsOf(report);
  const { isPart } = report.lending;
  const canTake = isPart || isComplete(report, needs, borrowed);
  const [stays, setStays] = useState(true);
  // Graphs are held to their digests as they are copied.
  const place =
    request.kind === 'import' && (report.layout === 'checkpoint' || report.layout === 'weights') ? stayingIn(request.value) : null;
  const inPlace = place !== null && stays;
  const [wishes, setWishes] = useState<Wishes>({});
  const wish = (next: Wishes) => {
    setWishes(next);
    onLook(`“${title}”`, (signal) => candidate.lookAgain(next, signal));
  };
  const usage = useStore(shelfStore, (state) => state.usage);
  const free = usage === null || usage.quotaBytes === null || usage.usedBytes === null ? null : usage.quotaBytes - usage.usedBytes;
  const partBytes = borrowedBytes(borrowed);
  const isTooBig = sizeBytes !== null && free !== null && (inPlace ? 0 : sizeBytes) + partBytes > free;
  const take = () => {
    // Browsers want a person's click for this; a refusal costs nothing.
    askToPersist();
    const parts = Object.values(borrowed).flatMap((offer) => (offer?.kind === 'download' ? [offer.part] : []));
    const taken = request.kind === 'import' && !inPlace ? { ...request, value: copied(request.value) } : request;
    void takeModel({ request: taken, choices: report.checkpoint ? choices : {}, loans: loansOf(needs, borrowed), parts });
    onTaken(request.value.id);
  };
  const size = sizeBytes === null ? tr`of a size that the server does not tell` : bytesInWords(sizeBytes);
  const archive = request.kind === 'import' && request.value.source.kind === 'zip' ? request.value.source.file : null;
  return (
    <section className={styles.review} aria-label={tr`Report on ${title}`}>
      {report.addOn ? <AddOnReport title={title} facts={report.addOn} /> : <ReportView title={title} report={report} />}
      <GraphChoice report={report} wishes={wishes} busy={busy} onChange={wish} />
      <BorrowParts report={report} borrower={null} borrowed={borrowed} onChange={setBorrowed} />
      {report.checkpoint && !isPart ? <CheckpointChoice offered={report.checkpoint} choices={choices} onChange={setChoices} /> : null}
      {place ? (
        <RadioChoice
          legend={tr`Where its weights stay`}
          options={[
            {
              key: 'place',
              value: true,
              label: tr`In their own ${place}, where it is: nothing is copied; after a restart the browser asks once more`,
              checked: stays,
            },
            { key: 'copy', value: false, label: tr`In a copy in the browser’s storage: ${size}`, checked: !stays },
          ]}
          onChoose={setStays}
        />
      ) : null}
      {usage?.kind === 'memory' ? <p className={styles.warning}>{usage.reason}</p> : null}
      {isTooBig ? (
        <p
          className={styles.warning}
        >{tr`That is more than the browser lets Sfumato use. Delete other models, or make room on the disk.`}</p>
      ) : null}
      {gated ? (
        <p className={styles.warning}>
          {tr`The hub gives these files only to people who have agreed to its terms, signed in. Download them there, then import the folder.`}
        </p>
      ) : null}
      {isPart ? <p>{tr`It is kept as a part: models that lack it, or want another, can borrow it.`}</p> : null}
      {canTake ? null : <p className={styles.warning}>{tr`It cannot be run as it is, so it is not taken in.`}</p>}
      <div className={styles.foot}>
        <p>
          {inPlace ? (
            tr`To copy: nothing; it stays in its own ${placeInWords(place)}`
          ) : (
            <>
              {request.kind === 'download'
                ? plural(fileCount, form`To download: ${size} in ${fileCount} file`, form`To download: ${size} in ${fileCount} files`)
                : plural(fileCount, form`To copy: ${size} in ${fileCount} file`, form`To copy: ${size} in ${fileCount} files`)}
              {archive ? tr`, unpacked from ${bytesInWords(archive.size)}` + timesInWords(sizeBytes, archive.size) : ''}
            </>
          )}
          {partBytes > 0 ? tr`, and ${bytesInWords(partBytes)} for what it borrows` : ''}
          {free === null ? '' : tr`; ${bytesInWords(Math.max(0, free))} are free for it`}.{licence ? tr` Licence: ${licence}.` : ''}
        </p>
        <Button icon={<ArrowLeft />} onClick={onBack}>
          {tr`Back`}
        </Button>
        <Button tone="primary" large icon={<Download />} disabled={busy || isTooBig || gated || !canTake} onClick={take}>
          {request.kind === 'download' ? tr`Download` : inPlace ? tr`Add` : tr`Import`}
        </Button>
      </div>
    </section>
  );
}

/** How many times its size an archive holds, where that is worth a word. */
function timesInWords(sizeBytes: number | null, archiveBytes: number): string {
  const times = sizeBytes === null || archiveBytes === 0 ? 1 : sizeBytes / archiveBytes;
  return times < 1.5 ? '' : tr`, ${times < 10 ? times.toFixed(1) : Math.round(times)} times as much`;
}
