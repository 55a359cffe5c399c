import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../../document/documentStore';
import { clearHistory, historySizeBytes, historyStore } from '../../document/history';
import { resultsSizeBytes } from '../../document/results/resultBudget';
import { giveUpUnstarred } from '../../document/results/resultCommands';
import { giveUpAside, savesAside, settleSaves } from '../../document/storage/keeperInUse';
import type { Aside } from '../../document/storage/projectStore';
import { forgetChosen } from '../../models/chooseModel';
import { isKept } from '../../models/keptSource';
import { packageStore } from '../../models/packageStore';
import { removePackage, shelfStore } from '../../models/shelf';
import { bytesInWords } from '../../models/words';
import { reportToUser } from '../../ui/notices';
import { offlineBytes, removeOffline } from '../offline/offlineFiles';
import { FreeRow } from './FreeRow';
import styles from './Settings.module.css';
import { form, plural, tr } from '../../../workers/texts/texts';

/** What can be given up and the room it would free: models, old results, the history, saves set aside, files for offline use. */
export function FreeRoom() {
  const packages = useStore(shelfStore, (state) => state.packages) ?? [];
  const source = useStore(packageStore, (state) => state.source);
  const results = useStore(documentStore, (state) => state.results).filter(({ starred }) => !starred);
  const steps = useStore(historyStore, ({ labels, undoneLabels }) => labels.length + undoneLabels.length);
  const [aside, setAside] = useState<Aside>({ count: 0, sizeBytes: 0 });
  const [offline, setOffline] = useState(0);
  useEffect(() => {
    savesAside().then(setAside, () => undefined);
    offlineBytes().then(setOffline, () => undefined);
  }, []);
  /** Whatever was freed, saving is tried again at once. */
  const free = (work: () => Promise<void> | void) => () => {
    const run = async () => {
      await work();
      await settleSaves();
    };
    run().catch(reportToUser);
  };
  const models = packages.filter(({ doneBytes }) => doneBytes > 0).toSorted((a, b) => b.doneBytes - a.doneBytes);
  if (models.length + results.length + steps + aside.count + offline === 0)
    return <p className={styles.note}>{tr`Nothing is kept that could be given up: what room is taken is the project’s own.`}</p>;
  return (
    <section aria-label={tr`What can be freed`}>
      <h3>{tr`What can be freed`}</h3>
      <ul className={styles.free}>
        {models.map(({ id, title, doneBytes, refetchable }) => (
          <FreeRow
            key={id}
            title={title}
            about={`${isKept(source, id) ? tr`model in use; ` : ''}${refetchable ? tr`can be fetched again` : tr`came from this computer`}`}
            size={bytesInWords(doneBytes)}
            verb={tr`Delete`}
            onFree={free(async () => {
              if (isKept(source, id)) forgetChosen();
              await removePackage(id);
            })}
          />
        ))}
        {results.length > 0 ? (
          <FreeRow
            title={plural(results.length, form`One result without a star`, form`${results.length} results without a star`)}
            about={tr`of all pictures; what was accepted is a layer and stays`}
            size={bytesInWords(resultsSizeBytes(results))}
            verb={tr`Discard`}
            onFree={free(giveUpUnstarred)}
          />
        ) : null}
        {steps > 0 ? (
          <FreeRow
            title={tr`The history of changes`}
            about={plural(steps, form`one step that can be undone`, form`${steps} steps that can be undone`)}
            size={bytesInWords(historySizeBytes())}
            verb={tr`Forget`}
            onFree={free(clearHistory)}
          />
        ) : null}
        {aside.count > 0 ? (
          <FreeRow
            title={plural(aside.count, form`A save that could not be read`, form`${aside.count} saves that could not be read`)}
            about={tr`set aside when the project was opened`}
            size={bytesInWords(aside.sizeBytes)}
            verb={tr`Give up`}
            onFree={free(async () => {
              await giveUpAside();
              setAside(await savesAside());
            })}
          />
        ) : null}
        {offline > 0 ? (
          <FreeRow
            title={tr`Sfumato’s own files`}
            about={tr`kept for use without a network; a later visit keeps them anew`}
            size={bytesInWords(offline)}
            verb={tr`Remove`}
            onFree={free(async () => {
              await removeOffline();
              setOffline(0);
            })}
          />
        ) : null}
      </ul>
    </section>
  );
}
