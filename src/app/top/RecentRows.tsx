import { useEffect, useState } from 'react';
import { listRecent, openRecent } from '../../actions/recentPictures';
import type { RecentPicture } from '../../document/storage/recentPictures';
import { DisclosureHeading, DisclosureItem } from '../../ui/Disclosure';
import { reportToUser } from '../../ui/notices';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import { agoInWords } from './agoInWords';
import styles from './TopBar.module.css';
import { form, plural, tr } from '../../../workers/texts/texts';

/** As many as the menu shows without scrolling. */
const shownAtMost = 4;

interface Listed {
  readonly entries: readonly RecentPicture[];
  /** When they were listed. */
  readonly nowMs: number;
}

/** The pictures that were left for others, the last one first; nothing where there is none. */
export function RecentRows() {
  const [{ entries, nowMs }, setListed] = useState<Listed>({ entries: [], nowMs: 0 });
  useEffect(() => {
    let shown = true;
    void listRecent().then((found) => shown && setListed({ entries: found.slice(0, shownAtMost), nowMs: Date.now() }));
    return () => {
      shown = false;
    };
  }, []);
  if (entries.length === 0) return null;
  return (
    <>
      <DisclosureHeading>{tr`Recent`}</DisclosureHeading>
      {entries.map((entry) => (
        <DisclosureItem
          key={entry.id}
          label={entry.name}
          name={`Recent: ${entry.name}`}
          about={[agoInWords(entry.leftAtMs, nowMs), resultsInWords(entry.results)].filter(Boolean).join(' · ')}
          icon={<PixelThumbnail {...entry.thumbnail} className={styles.recent} />}
          onChoose={() => openRecent(entry).catch(reportToUser)}
        />
      ))}
    </>
  );
}

const resultsInWords = (count: number): string => (count === 0 ? '' : plural(count, form`1 result`, form`${count} results`));
