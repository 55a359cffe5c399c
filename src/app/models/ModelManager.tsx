import { Tabs } from 'radix-ui';
import { useEffect, useState } from 'react';
import { refreshShelf } from '../../models/shelf';
import { AddModel } from './AddModel';
import { Diagnostics } from './Diagnostics';
import { DiskUse } from './DiskUse';
import styles from './Models.module.css';
import { Shelf } from './Shelf';

/** What is kept and in use, the ways to add to it, and what this machine can do. */
export function ModelManager() {
  const [tab, setTab] = useState('kept');
  useEffect(() => {
    void refreshShelf();
  }, []);
  return (
    <Tabs.Root value={tab} onValueChange={setTab} className={styles.manager}>
      <Tabs.List className={styles.tabs} aria-label="Models">
        <Tabs.Trigger value="kept" className={styles.tab}>
          Your models
        </Tabs.Trigger>
        <Tabs.Trigger value="add" className={styles.tab}>
          Add a model
        </Tabs.Trigger>
        <Tabs.Trigger value="diagnostics" className={styles.tab}>
          Diagnostics
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="kept" className={styles.page}>
        <Shelf onAdd={() => setTab('add')} />
        <DiskUse />
      </Tabs.Content>
      <Tabs.Content value="add" className={styles.page}>
        <AddModel onTaken={() => setTab('kept')} />
      </Tabs.Content>
      <Tabs.Content value="diagnostics" className={styles.page}>
        <Diagnostics />
      </Tabs.Content>
    </Tabs.Root>
  );
}
