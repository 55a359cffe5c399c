import { Tabs } from 'radix-ui';
import { ExemplarsPanel } from './panels/exemplars/ExemplarsPanel';
import { GuidesPanel } from './panels/guides/GuidesPanel';
import { HistoryPanel } from './panels/HistoryPanel';
import { LayersPanel } from './panels/LayersPanel';
import { MapPanel } from './panels/MapPanel';
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
          <MapPanel />
        </Tabs.Content>
        <Tabs.Content value="exemplars" className={panel.content}>
          <ExemplarsPanel />
        </Tabs.Content>
        <Tabs.Content value="guides" className={panel.content}>
          <GuidesPanel />
        </Tabs.Content>
        <Tabs.Content value="layers" className={panel.content}>
          <LayersPanel />
        </Tabs.Content>
        <Tabs.Content value="history" className={panel.content}>
          <HistoryPanel />
        </Tabs.Content>
      </Tabs.Root>
      <PromptPanel />
    </aside>
  );
}
