import { Tabs } from 'radix-ui';
import { Suspense } from 'react';
import { ExemplarsPanel, GuidesPanel, HistoryPanel, MapPanel } from './lazyParts';
import { LayersPanel } from './panels/LayersPanel';
import { PromptPanel } from './panels/PromptPanel';
import panel from './panels/Panel.module.css';
import styles from './App.module.css';

/** The panel of the chosen tab above, the prompt and Generate below. */
export function SidePanel() {
  return (
    <aside className={styles.side} aria-label="Panels">
      <Tabs.Root defaultValue="map" className={panel.tabbed}>
        <Tabs.List className={panel.tabs} aria-label="Panels">
          <Tabs.Trigger value="map" className={panel.tab}>
            Map
          </Tabs.Trigger>
          <Tabs.Trigger value="exemplars" className={panel.tab}>
            Exemplars
          </Tabs.Trigger>
          <Tabs.Trigger value="guides" className={panel.tab}>
            Guides
          </Tabs.Trigger>
          <Tabs.Trigger value="layers" className={panel.tab}>
            Layers
          </Tabs.Trigger>
          <Tabs.Trigger value="history" className={panel.tab}>
            History
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="map" className={panel.content}>
          <Suspense fallback={null}>
            <MapPanel />
          </Suspense>
        </Tabs.Content>
        <Tabs.Content value="exemplars" className={panel.content}>
          <Suspense fallback={null}>
            <ExemplarsPanel />
          </Suspense>
        </Tabs.Content>
        <Tabs.Content value="guides" className={panel.content}>
          <Suspense fallback={null}>
            <GuidesPanel />
          </Suspense>
        </Tabs.Content>
        <Tabs.Content value="layers" className={panel.content}>
          <LayersPanel />
        </Tabs.Content>
        <Tabs.Content value="history" className={panel.content}>
          <Suspense fallback={null}>
            <HistoryPanel />
          </Suspense>
        </Tabs.Content>
      </Tabs.Root>
      <PromptPanel />
    </aside>
  );
}
