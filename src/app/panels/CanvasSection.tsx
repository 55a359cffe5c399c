import { FlipHorizontal2, FlipVertical2, RotateCcw, RotateCw } from 'lucide-react';
import { actionById } from '../../actions/registry';
import { ActionButton, ActionIconButton } from '../ActionButton';
import styles from './Panel.module.css';

/** What is done to the canvas as a whole. */
export function CanvasSection() {
  return (
    <section className={styles.section} aria-label="Canvas size">
      <h2 className={styles.title}>Canvas</h2>
      <div className={styles.row}>
        <ActionIconButton action={actionById('canvas-turn-left')} icon={<RotateCcw />} />
        <ActionIconButton action={actionById('canvas-turn-right')} icon={<RotateCw />} />
        <ActionIconButton action={actionById('canvas-flip-across')} icon={<FlipHorizontal2 />} />
        <ActionIconButton action={actionById('canvas-flip-down')} icon={<FlipVertical2 />} />
      </div>
      <ActionButton action={actionById('canvas-size')} />
    </section>
  );
}
