import { useStore } from 'zustand';
import { runNets } from '../../addOns/runNets';
import { useAddOns } from '../../addOns/useAddOns';
import { documentStore } from '../../document/documentStore';
import { netForGuide } from '../../guides/netForGuide';
import { packageStore } from '../../models/packageStore';
import { methodProposal, proposalStore, type MethodProposal } from './methodProposal';

/** What to propose for the document on the table, with the model in use; null where nothing is, or it was put away. */
export function useProposal(): MethodProposal | null {
  const document = useStore(documentStore);
  const summary = useStore(packageStore, (state) => state.summary);
  const putAway = useStore(proposalStore, (state) => state.putAway);
  const { kept } = useAddOns();
  const nets = summary ? runNets(summary, kept).names : [];
  return methodProposal(document, (guide) => netForGuide(guide, nets) !== null, putAway);
}
