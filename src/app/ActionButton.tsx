import type { ReactNode } from 'react';
import type { Action } from '../actions/action';
import { runAction } from '../actions/runAction';
import { useEnabled } from '../actions/useEnabled';
import { useKeys } from '../actions/useKeys';
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
  const keys = useKeys(action);
  const button = (
    <Button tone={tone} icon={icon} disabled={!enabled} onClick={() => runAction(action)}>
      {action.label}
    </Button>
  );
  return keys ? (
    <Tip text={action.label} keys={keys}>
      {button}
    </Tip>
  ) : (
    button
  );
}

/** The same with only an icon. */
export function ActionIconButton({ action, icon, tone = 'quiet' }: ActionButtonProps) {
  const enabled = useEnabled(action);
  const keys = useKeys(action);
  return <IconButton label={action.label} keys={keys} icon={icon} tone={tone} disabled={!enabled} onClick={() => runAction(action)} />;
}
