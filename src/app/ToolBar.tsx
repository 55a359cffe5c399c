import { RadioGroup } from 'radix-ui';
import { Fragment } from 'react';
import { useStore } from 'zustand';
import { formatChord } from '../actions/chord';
import { toolList } from '../canvas/toolList';
import { setTool, viewStore, type ToolName } from '../canvas/viewStore';
import { Tip } from '../ui/Tip';
import styles from './ToolBar.module.css';
import { toolIcons } from './toolIcons';
import { tr } from '../../workers/texts/texts';

/** Those that write into a map come first; the first of the others has a rule above it. */
const firstOfOthers: ToolName = 'move';

/** The tools, one of them in hand. */
export function ToolBar() {
  const tool = useStore(viewStore, (state) => state.tool);
  return (
    <section className={styles.box} aria-label={tr`Toolbox`}>
      <RadioGroup.Root
        className={styles.tools}
        aria-label={tr`Tools`}
        orientation="vertical"
        value={tool}
        onValueChange={(next) => toolList.forEach(({ name }) => (name === next ? setTool(name) : undefined))}
      >
        {toolList.map(({ name, label, key, about }) => (
          <Fragment key={name}>
            {name === firstOfOthers ? <span className={styles.rule} aria-hidden /> : null}
            <Tip text={`${label}. ${about}`} keys={formatChord(key)} side="right">
              <RadioGroup.Item value={name} className={styles.tool} aria-label={label}>
                {toolIcons[name]}
              </RadioGroup.Item>
            </Tip>
          </Fragment>
        ))}
      </RadioGroup.Root>
    </section>
  );
}
