import { useId, type ReactNode } from 'react';
import { Tip } from './Tip';

interface HelpProps {
  /** What more of it does; nothing where the label says it all. */
  readonly text: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** The row of a field: one element that takes a ref. It is given the id for `aria-describedby` of its control. */
  readonly children: (describedBy: string | undefined) => ReactNode;
}

/** The help of a field: seen on hover and as soon as its control has the focus, and read out with the control's name. */
export function Help({ text, side = 'left', children }: HelpProps) {
  const id = useId();
  if (!text) return children(undefined);
  return (
    <>
      <Tip text={text} side={side}>
        {children(id)}
      </Tip>
      <span id={id} hidden>
        {text}
      </span>
    </>
  );
}
