import { Tooltip } from 'radix-ui';
import { useEffect } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { Toaster } from 'sonner';
import { useStore } from 'zustand';
import { actions } from '../actions/registry';
import { listenForShortcuts } from '../actions/keyboard';
import { CanvasView } from '../canvas/CanvasView';
import { usePicture } from '../document/hooks';
import { areaByHand } from '../generation/areaByHand';
import { reportToUser } from '../ui/notices';
import type { Rect } from '../../workers/protocol/geometry';
import styles from './App.module.css';
import { DeviceBanner } from './DeviceBanner';
import { Dialogs } from './dialogs/Dialogs';
import { ErrorBoundary } from './ErrorBoundary';
import { FileDrop } from './FileDrop';
import { SidePanel } from './SidePanel';
import { ResultsStrip } from './ResultsStrip';
import { saveStateStore } from './saveState';
import { StatusBar } from './StatusBar';
import { ToolBar } from './ToolBar';
import { TopBar } from './TopBar';
import { Welcome } from './Welcome';

const takeArea = (rect: Rect): void => {
  areaByHand(rect).catch(reportToUser);
};

/** The studio: bar, tools, canvas, panels, results. */
export function App() {
  const picture = usePicture();
  const restored = useStore(saveStateStore, (state) => state.restored);
  useEffect(() => listenForShortcuts(actions), []);
  return (
    <Tooltip.Provider delayDuration={350}>
      <div className={styles.app}>
        <TopBar />
        <DeviceBanner />
        <main className={styles.middle}>
          <ToolBar />
          <Group orientation="horizontal" className={styles.panels}>
            <Panel id="stage" minSize="40%">
              <div className={styles.stage}>
                <div className={styles.canvas}>
                  <ErrorBoundary name="The canvas">
                    <CanvasView onArea={takeArea} />
                  </ErrorBoundary>
                  {picture || !restored ? null : <Welcome />}
                  <FileDrop />
                </div>
                <StatusBar />
                <ErrorBoundary name="The results">
                  <ResultsStrip />
                </ErrorBoundary>
              </div>
            </Panel>
            <Separator className={styles.divider} aria-label="Width of the panels" />
            <Panel id="side" defaultSize="330px" minSize="280px" maxSize="520px" groupResizeBehavior="preserve-pixel-size">
              <ErrorBoundary name="The side panel">
                <SidePanel />
              </ErrorBoundary>
            </Panel>
          </Group>
        </main>
      </div>
      <Dialogs />
      <Toaster position="bottom-left" closeButton offset={{ left: 66, bottom: 44 }} toastOptions={{ className: styles.toast ?? '' }} />
    </Tooltip.Provider>
  );
}
