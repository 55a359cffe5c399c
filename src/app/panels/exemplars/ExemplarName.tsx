import { useState } from 'react';
import { changeExemplar } from '../../../document/exemplarCommands';
import own from './Exemplars.module.css';
import { tr } from '../../../../workers/texts/texts';

interface ExemplarNameProps {
  readonly id: string;
  readonly name: string;
  readonly onEnd: () => void;
}

/** The name of an exemplar while it is being typed: Enter and leaving keep it, Escape takes it back. */
export function ExemplarName({ id, name, onEnd }: ExemplarNameProps) {
  const [typed, setTyped] = useState(name);
  const keep = () => {
    const next = typed.trim();
    if (next !== '' && next !== name) changeExemplar(id, { name: next }, tr`Rename exemplar`);
    onEnd();
  };
  return (
    <input
      className={own.rename}
      aria-label={tr`Name of the exemplar`}
      value={typed}
      maxLength={200}
      ref={(input) => input?.focus()}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') onEnd();
      }}
    />
  );
}
