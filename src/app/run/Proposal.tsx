import { X } from 'lucide-react';
import { methods } from '../../../workers/protocol/methods';
import { setSetting } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { putAwayProposal } from '../../generation/methods/methodProposal';
import { useProposal } from '../../generation/methods/useProposal';
import { Button, IconButton } from '../../ui/Button';
import styles from './Run.module.css';
import { tr } from '../../../workers/texts/texts';
import { inSentence } from '../../../workers/texts/inSentence';

/** One quiet line: the method that suits what was drawn or laid, which a click takes. */
export function Proposal() {
  const proposal = useProposal();
  if (!proposal) return null;
  const { label, about } = methods[proposal.method];
  return (
    <div className={`${styles.note} ${styles.proposal} ${styles.wide}`} role="note" aria-label={tr`Proposed method`}>
      <span>{proposal.because}:</span>
      <Button tone="link" aria-label={tr`Use ${inSentence(label)}`} title={about} onClick={() => setSetting('method', proposal.method)}>
        {inSentence(label)}
      </Button>
      <IconButton label={tr`Not now`} icon={<X />} onClick={() => putAwayProposal(documentStore.getState(), proposal)} />
    </div>
  );
}
