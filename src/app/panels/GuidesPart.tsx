import { useStore } from 'zustand';
import { documentStore } from '../../document/documentStore';
import { GuidesPanel } from '../lazyParts';
import { Part } from './Part';
import { tr } from '../../../workers/texts/texts';

/** Layout conditions. */
export function GuidesPart() {
  const count = useStore(documentStore, (state) => state.guides.length);
  return (
    <Part name="guides" title={tr`Guides`} note={count > 0 ? String(count) : tr`pose, scribble, edges, depth`} opens={count > 0}>
      <GuidesPanel />
    </Part>
  );
}
