import { useStore } from 'zustand';
import { setBrush, viewStore } from '../../canvas/viewStore';
import type { PaintMode } from '../../changemap/paintMode';
import { SelectField } from '../../ui/SelectField';

const modes: readonly { readonly value: PaintMode; readonly label: string }[] = [
  { value: 'set', label: 'Set' },
  { value: 'lighten', label: 'Lighten' },
  { value: 'darken', label: 'Darken' },
  { value: 'add', label: 'Add' },
  { value: 'subtract', label: 'Subtract' },
];

/** How painted strength meets what the map has. */
export function ModeField() {
  const mode = useStore(viewStore, (state) => state.brush.mode);
  return <SelectField label="Paint mode" value={mode} options={modes} onChange={(next) => setBrush({ mode: next })} />;
}
