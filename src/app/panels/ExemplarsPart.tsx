import { Plus, Type } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { documentStore } from '../../document/documentStore';
import { ActionIconButton } from '../ActionButton';
import { ExemplarsPanel } from '../lazyParts';
import { Part } from './Part';
import { tr } from '../../../workers/texts/texts';

/** Pictures laid on the scene. */
export function ExemplarsPart() {
  const count = useStore(documentStore, (state) => state.exemplars.length);
  return (
    <Part
      name="exemplars"
      title={tr`Exemplars`}
      note={count > 0 ? String(count) : tr`pictures laid on the scene`}
      opens={count > 0}
      actions={
        <>
          <ActionIconButton action={actionById('add-text')} icon={<Type />} />
          <ActionIconButton action={actionById('add-exemplar')} icon={<Plus />} />
        </>
      }
    >
      <ExemplarsPanel />
    </Part>
  );
}
