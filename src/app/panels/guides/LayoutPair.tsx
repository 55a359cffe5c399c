import { useStore } from 'zustand';
import { documentStore } from '../../../document/documentStore';
import type { Guide } from '../../../document/guide';
import { addMapFromGuides, keepAsPresent } from '../../../guides/mapFromGuides';
import { Button } from '../../../ui/Button';
import { reportToUser } from '../../../ui/notices';
import styles from '../Panel.module.css';
import { tr } from '../../../../workers/texts/texts';

/** From the layout that is there to the one that is wanted: what differs is where the picture may change. */
export function LayoutPair({ guide }: { readonly guide: Guide }) {
  const hasPresent = useStore(documentStore, ({ guides }) => guides.some(({ visible, role }) => visible && role === 'present'));
  const hasWanted = useStore(documentStore, ({ guides }) => guides.some(({ visible, role }) => visible && role === 'wanted'));
  const tried = (work: () => unknown) => () => {
    try {
      work();
    } catch (thrown) {
      reportToUser(thrown);
    }
  };
  if (hasPresent && hasWanted)
    return (
      <>
        <p
          className={styles.soft}
        >{tr`Where what is there and what is to be followed differ can become a change map, widened and softened.`}</p>
        <Button onClick={tried(addMapFromGuides)}>{tr`Change map from both`}</Button>
      </>
    );
  if (guide.role === 'present') return <p className={styles.soft}>{tr`It shows how the picture is; the edit does not follow it.`}</p>;
  return (
    <>
      <p className={styles.soft}>{tr`Keep a copy as what is there, then move this one: the difference says where to change.`}</p>
      <Button onClick={tried(() => keepAsPresent(guide))}>{tr`Keep a copy as it is`}</Button>
    </>
  );
}
