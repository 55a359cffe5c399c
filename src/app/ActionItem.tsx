import type { ReactNode } from 'react';
import type { Action } from '../actions/action';
import { runAction } from '../actions/runAction';
import { useEnabled } from '../actions/useEnabled';
import { useKeys } from '../actions/useKeys';
import { DisclosureItem } from '../ui/Disclosure';

interface ActionItemProps {
  readonly action: Action;
  readonly icon: ReactNode;
  /** What is shown where the menu around it says more than the action's own label. */
  readonly shown?: string;
  readonly about?: string;
  readonly checked?: boolean;
}

/** A registered action within a disclosure; its name stays the action's. */
export function ActionItem({ action, icon, shown, about, checked }: ActionItemProps) {
  const enabled = useEnabled(action);
  const keys = useKeys(action);
  return (
    <DisclosureItem
      label={shown ?? action.label}
      name={action.label}
      about={about}
      icon={icon}
      checked={checked}
      keys={keys}
      disabled={!enabled}
      onChoose={() => runAction(action)}
    />
  );
}
