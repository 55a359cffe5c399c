import { tr } from '../../workers/texts/texts';

/** The groups of commands, and what they are called. */
export const actionGroups = {
  File: tr`File`,
  Edit: tr`Edit`,
  Canvas: tr`Canvas`,
  'Change map': tr`Change map`,
  Exemplars: tr`Exemplars`,
  Tools: tr`Tools`,
  View: tr`View`,
  Generate: tr`Generate`,
  Help: tr`Help`,
};

type ActionGroup = keyof typeof actionGroups;

/** One command of the studio: toolbar, menus, palette, shortcut sheet and tests all read this one definition. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly group: ActionGroup;
  /** Chords, e.g. `mod+z`, `b`, `Shift+BracketLeft`; the first is shown. See `chord.ts`. */
  readonly keys: readonly string[];
  /** True where the chord also works while typing in a text field. */
  readonly whileTyping?: boolean;
  /** True where the chord means something else while this is not enabled. */
  readonly yields?: boolean;
  /** True where chords without the command key belong to whatever control has the focus, and to this only on the canvas: Enter, arrows. */
  readonly onCanvas?: boolean;
  /** Where the chord means this only at times, unlike the command. */
  readonly keysWhen?: () => boolean;
  readonly enabled: () => boolean;
  readonly run: () => void | Promise<void>;
}
