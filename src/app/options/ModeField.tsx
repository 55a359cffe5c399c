import { useStore } from 'zustand';
import { setBrush, viewStore } from '../../canvas/viewStore';
import type { PaintMode } from '../../changemap/paintMode';
import { SelectField } from '../../ui/SelectField';
import { tr } from '../../../workers/texts/texts';

const modes: readonly { readonly value: PaintMode; readonly label: string }[] = [
  { value: 'set', label: tr`Set` },
  { value: 'lighten', label: tr`Lighten` },
  { value: 'darken', label: tr`Darken` },
  { value: 'add', label: tr`Add` },
  { value: 'subtract', label: tr`Subtract` },
];

/** How painted strength meets what the map has. */
export function ModeField() {
  const mode = useStore(viewStore, (state) => state.brush.mode);
  return <SelectField label={tr`Paint mode`} value={mode} options={modes} onChange={(next) => setBrush({ mode: next })} />;
}
