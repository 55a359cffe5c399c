import type { ReactNode } from 'react';
import type { Action } from '../actions/action';
import { formatChord } from '../actions/chord';
import { runAction } from '../actions/runAction';
import { useEnabled } from '../actions/useEnabled';
import { Button, IconButton } from '../ui/Button';
import { Tip } from '../ui/Tip';

interface ActionButtonProps {
  readonly action: Action;
  readonly icon?: ReactNode;
  readonly tone?: 'plain' | 'primary' | 'quiet';
}

/** A button for a registered action: label, shortcut and enabling come from the registry. */
export function ActionButton({ action, icon, tone = 'plain' }: ActionButtonProps) {
  const enabled = useEnabled(action);
  const button = (
    <Button tone={tone} icon={icon} disabled={!enabled} onClick={() => runAction(action)}>
      {action.label}
    </Button>
  );
  return action.keys[0] ? (
    <Tip text={action.label} keys={formatChord(action.keys[0])}>
      {button}
    </Tip>
  ) : (
    button
  );
}

/** The same with only an icon. */
export function ActionIconButton({ action, icon, tone = 'quiet' }: ActionButtonProps) {
  const enabled = useEnabled(action);
  return (
    <IconButton
      label={action.label}
      keys={action.keys[0] ? formatChord(action.keys[0]) : undefined}
      icon={icon}
      tone={tone}
      disabled={!enabled}
      onClick={() => runAction(action)}
    />
  );
}
