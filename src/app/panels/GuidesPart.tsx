import { useStore } from 'zustand';
import { documentStore } from '../../document/documentStore';
import { GuidesPanel } from '../lazyParts';
import { Part } from './Part';

/** Layout conditions. */
export function GuidesPart() {
  const count = useStore(documentStore, (state) => state.guides.length);
  return (
    <Part name="guides" title="Guides" note={count > 0 ? String(count) : 'pose, scribble, edges, depth'} opens={count > 0}>
      <GuidesPanel />
    </Part>
  );
}
