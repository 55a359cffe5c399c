import { Blend, Brush, Crop, Eraser, Hand, Lasso, Move, PaintBucket, Pipette, Pointer, Shapes } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatChord } from '../actions/chord';
import { toolList } from '../canvas/toolList';
import { setTool, viewStore, type ToolName } from '../canvas/viewStore';
import { Tip } from '../ui/Tip';
import styles from './ToolBar.module.css';

const icons: Readonly<Record<ToolName, ReactNode>> = {
  brush: <Brush />,
  eraser: <Eraser />,
  smudge: <Pointer />,
  gradient: <Blend />,
  fill: <PaintBucket />,
  shape: <Shapes />,
  lasso: <Lasso />,
  pick: <Pipette />,
  move: <Move />,
  area: <Crop />,
  hand: <Hand />,
};

/** The tools, one of them in hand. */
export function ToolBar() {
  const tool = useStore(viewStore, (state) => state.tool);
  return (
    <RadioGroup.Root className={styles.tools} aria-label="Tools" orientation="vertical" value={tool} onValueChange={(next) => toolList.forEach(({ name }) => (name === next ? setTool(name) : undefined))}>
      {toolList.map(({ name, label, key, about }) => (
        <Tip key={name} text={`${label}. ${about}`} keys={formatChord(key)} side="right">
          <RadioGroup.Item value={name} className={styles.tool} aria-label={label}>
            {icons[name]}
          </RadioGroup.Item>
        </Tip>
      ))}
    </RadioGroup.Root>
  );
}
