import type { Action } from './action';
import { brushActions } from './brushActions';
import { canvasActions } from './canvasActions';
import { changeMapActions } from './changeMapActions';
import { editActions } from './editActions';
import { exemplarActions } from './exemplarActions';
import { fileActions } from './fileActions';
import { generateActions } from './generateActions';
import { helpActions } from './helpActions';
import { saveActions } from './saveActions';
import { themeActions } from './themeActions';
import { viewActions } from './viewActions';

/** Every command of the studio. */
export const actions: readonly Action[] = [
  ...fileActions,
  ...saveActions,
  ...editActions,
  ...canvasActions,
  ...changeMapActions,
  ...brushActions,
  ...exemplarActions,
  ...viewActions,
  ...themeActions,
  ...generateActions,
  ...helpActions,
];

/** The action of that id; an unknown id is a mistake in the code. */
export function actionById(id: string): Action {
  const action = actions.find((candidate) => candidate.id === id);
  if (!action) throw new Error(`No action is called ${id}`);
  return action;
}
