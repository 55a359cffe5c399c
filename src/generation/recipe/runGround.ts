import { Fault } from '../../../workers/protocol/faults';
import { methods } from '../../../workers/protocol/methods';
import type { DocumentState } from '../../document/documentState';
import type { Exemplar } from '../../document/exemplar';
import { exemplarOverScene } from '../../exemplars/composeExemplars';
import type { RunInput } from './buildRecipe';
import { tr } from '../../../workers/texts/texts';

type GroundState = Pick<DocumentState, 'picture' | 'settings' | 'exemplars'>;

/** Whether the ground can be filled: methods that go by levels of their own start from the picture itself. */
export const takesGround = ({ settings }: Pick<DocumentState, 'settings'>): boolean => !methods[settings.method].ownLevels;

/** The exemplar that the ground is filled with: the one chosen, or the topmost that is visible; null where there is none. */
export function groundExemplar({ settings, exemplars }: Pick<DocumentState, 'settings' | 'exemplars'>): Exemplar | null {
  const { exemplarId } = settings.ground;
  return exemplars.find(({ id }) => id === exemplarId) ?? exemplars.findLast(({ visible }) => visible) ?? null;
}

/** What a run fills its ground with; null: nothing. @throws Fault `bad-recipe` where that is an exemplar and none is there */
export function runGround(state: GroundState): NonNullable<RunInput['ground']> | null {
  const { picture, settings } = state;
  const { fill, colour } = settings.ground;
  if (fill === 'picture' || !picture || !takesGround(state)) return null;
  if (fill === 'colour') return { fill, colour };
  if (fill !== 'exemplar') return { fill };
  const exemplar = groundExemplar(state);
  if (!exemplar)
    throw new Fault(
      'bad-recipe',
      tr`The ground is to be filled with an exemplar, but there is none.`,
      tr`Add an exemplar, show a hidden one, or choose another ground under “How it is made”.`,
    );
  return { fill, rgba: exemplarOverScene(exemplar, picture) };
}
