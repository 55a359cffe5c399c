import { useStore } from 'zustand';
import { toolList } from '../../canvas/toolList';
import { viewStore } from '../../canvas/viewStore';
import { strengthWord } from '../../changemap/strengthWord';
import { AreaOptions } from './tools/AreaOptions';
import { BrushOptions } from './tools/BrushOptions';
import { FillOptions } from './tools/FillOptions';
import { GradientOptions } from './tools/GradientOptions';
import { OutlineOptions } from './tools/OutlineOptions';
import { SmudgeOptions } from './tools/SmudgeOptions';
import { StrengthSlider } from './tools/StrengthSlider';
import styles from './Panel.module.css';

/** What the tool in hand is set to. */
export function ToolSection() {
  const tool = useStore(viewStore, (state) => state.tool);
  const strength = useStore(viewStore, (state) => state.brush.strength);
  const entry = toolList.find(({ name }) => name === tool);
  const writesStrength = tool !== 'eraser' && tool !== 'smudge' && tool !== 'hand' && tool !== 'move' && tool !== 'area' && tool !== 'gradient';
  return (
    <section className={styles.section} aria-label={entry?.label ?? 'Tool'}>
      <h2 className={styles.title}>
        {entry?.label} {writesStrength ? <span className={styles.empty}>{strengthWord(strength)}</span> : null}
      </h2>
      <Options tool={tool} />
    </section>
  );
}

function Options({ tool }: { readonly tool: ReturnType<typeof viewStore.getState>['tool'] }) {
  switch (tool) {
    case 'brush':
    case 'eraser':
      return <BrushOptions />;
    case 'smudge':
      return <SmudgeOptions />;
    case 'gradient':
      return <GradientOptions />;
    case 'shape':
    case 'lasso':
      return <OutlineOptions shapes={tool === 'shape'} />;
    case 'fill':
      return <FillOptions />;
    case 'area':
      return <AreaOptions />;
    case 'move':
      return <p className={styles.empty}>Drag an exemplar to move it, its handles to scale and turn it. Arrow keys nudge it. Its numbers are in the Exemplars tab.</p>;
    case 'pick':
      return <StrengthSlider />;
    case 'hand':
      return <p className={styles.empty}>Drag to move the picture; the wheel zooms. Held Space lends the Hand to any tool.</p>;
  }
}
