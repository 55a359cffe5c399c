import { Brush, Eraser, Hand } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatChord } from '../actions/chord';
import { setTool, viewStore, type ToolName } from '../canvas/viewStore';
import { Tip } from '../ui/Tip';
import styles from './ToolBar.module.css';

const tools: readonly { readonly name: ToolName; readonly label: string; readonly keys: string; readonly icon: ReactNode }[] = [
  { name: 'brush', label: 'Brush', keys: 'b', icon: <Brush /> },
  { name: 'eraser', label: 'Eraser', keys: 'e', icon: <Eraser /> },
  { name: 'hand', label: 'Hand', keys: 'h', icon: <Hand /> },
];

/** The tools, one of them in hand. */
export function ToolBar() {
  const tool = useStore(viewStore, (state) => state.tool);
  return (
    <RadioGroup.Root className={styles.tools} aria-label="Tools" orientation="vertical" value={tool} onValueChange={(next) => tools.forEach(({ name }) => (name === next ? setTool(name) : undefined))}>
      {tools.map(({ name, label, keys, icon }) => (
        <Tip key={name} text={label} keys={formatChord(keys)} side="right">
          <RadioGroup.Item value={name} className={styles.tool} aria-label={label}>
            {icon}
          </RadioGroup.Item>
        </Tip>
      ))}
    </RadioGroup.Root>
  );
}
