import { useEffect } from 'react';
import { useStore } from 'zustand';
import { openDialog } from '../../actions/dialogStore';
import { documentStore } from '../../document/documentStore';
import { historySizeBytes, historyStore, setUndoBudget } from '../../document/history';
import { undoBudgets, undoBudgetStore } from '../../document/history/undoBudget';
import { resultBudgets, resultBudgetStore, resultsSizeBytes } from '../../document/results/resultBudget';
import { setResultBudget } from '../../document/results/resultCommands';
import { refreshShelf, shelfStore } from '../../models/shelf';
import { bytesInWords } from '../../models/words';
import { Button } from '../../ui/Button';
import { Budget } from './Budget';
import { FreeRoom } from './FreeRoom';
import { form, plural, tr } from '../../../workers/texts/texts';
import { stepsInWords } from '../../ui/stepsInWords';

/** What results, undo and models take of this computer, and how much they may. */
export function RoomPage() {
  const results = useStore(documentStore, (state) => state.results);
  const resultBudget = useStore(resultBudgetStore, (state) => state.budgetBytes);
  const undoBudget = useStore(undoBudgetStore, (state) => state.budgetBytes);
  const steps = useStore(historyStore, ({ labels }) => labels.length);
  const usage = useStore(shelfStore, (state) => state.usage);
  useEffect(() => void refreshShelf(), []);
  const usedBytes = resultsSizeBytes(results);
  const packages = usage?.packages.length ?? 0;
  return (
    <>
      <h3>{tr`Room on this computer`}</h3>
      <Budget
        title={tr`Results`}
        about={tr`${bytesInWords(usedBytes)}; starred ones stay`}
        help={tr`More keeps more results of all pictures. What was accepted is a layer and needs no room here.`}
        usedBytes={usedBytes}
        budgetBytes={resultBudget}
        choices={resultBudgets}
        onChange={setResultBudget}
      />
      <Budget
        title={tr`Undo`}
        about={`${bytesInWords(historySizeBytes())}, ${stepsInWords(steps)}`}
        help={tr`More goes further back. The oldest steps leave first.`}
        usedBytes={historySizeBytes()}
        budgetBytes={undoBudget}
        choices={undoBudgets}
        onChange={setUndoBudget}
      />
      <Budget
        title={tr`Models`}
        about={plural(
          packages,
          form`${bytesInWords(usage?.packagesBytes ?? 0)}, one model; can be fetched again`,
          form`${bytesInWords(usage?.packagesBytes ?? 0)}, ${packages} models; can be fetched again`,
        )}
        usedBytes={usage?.packagesBytes ?? 0}
        budgetBytes={usage?.quotaBytes ?? 0}
        action={<Button onClick={() => openDialog('models')}>{tr`Manage models`}</Button>}
      />
      <FreeRoom />
    </>
  );
}
