import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { diagnosticRows, readAdapter, type AdapterFacts } from '../../models/diagnostics';
import { packageStore } from '../../models/packageStore';
import { shelfStore } from '../../models/shelf';
import { Button } from '../../ui/Button';
import { lastFaults } from '../../ui/faultLog';
import styles from './Diagnostics.module.css';
import { tr } from '../../../workers/texts/texts';

/** What runs where on this machine, and why; copyable for a report. */
export function Diagnostics() {
  const { summary, capabilities, fault } = useStore(packageStore);
  const usage = useStore(shelfStore, (state) => state.usage);
  const [adapter, setAdapter] = useState<AdapterFacts | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    let shown = true;
    void readAdapter().then((found) => {
      if (shown) setAdapter(found);
    });
    return () => {
      shown = false;
    };
  }, []);
  const rows = diagnosticRows({ summary, capabilities, fault, adapter, usage, faults: lastFaults(), browser: navigator.userAgent });
  const copy = () =>
    navigator.clipboard.writeText(rows.map(([name, value]) => `${name}: ${value}`).join('\n')).then(
      () => setCopied('Copied'),
      () => setCopied(tr`The browser refused: select the text instead`),
    );
  return (
    <>
      <dl className={styles.facts}>
        {rows.map(([name, value], index) => (
          <div key={`${index} ${name}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <Button onClick={() => void copy()}>{copied ?? tr`Copy diagnostics`}</Button>
      </div>
    </>
  );
}
