import { methods } from '../../../workers/protocol/methods';
import type { DocumentState } from '../../document/documentState';
import type { Guide } from '../../document/guide';

type Scene = Pick<DocumentState, 'settings' | 'guides'>;

/** The layout mask takes part in a run. */
export const findsLayout = ({ settings }: Pick<Scene, 'settings'>): boolean =>
  methods[settings.method].takesLayouts && settings.layoutMask !== null;

/** The guides that a run takes up: visible ones with weight; those of the layout that is there only where it is asked for. */
export function runGuides(state: Scene): readonly Guide[] {
  return state.guides.filter(({ visible, weight, role }) => visible && weight > 0 && (role === 'wanted' || findsLayout(state)));
}
