import { Tooltip } from 'radix-ui';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { firstSceneStore } from '../actions/firstScene';
import { layoutStore } from '../actions/layoutStore';
import { listenForShortcuts } from '../actions/keyboard';
import { actions } from '../actions/registry';
import { tourStore } from '../actions/tour';
import { CanvasView } from '../canvas/CanvasView';
import { usePicture } from '../document/hooks';
import { areaByHand } from '../generation/recipe/areaByHand';
import { findStore } from '../generation/finding/findStore';
import { useShownResult } from '../generation/useShownResult';
import { reportToUser } from '../ui/notices';
import type { Rect } from '../../workers/protocol/geometry';
import { Band } from './band/Band';
import { DeviceBanner } from './DeviceBanner';
import notes from './DeviceBanner.module.css';
import { Dialogs } from './dialogs/Dialogs';
import { ErrorBoundary } from './ErrorBoundary';
import { FileDrop } from './FileDrop';
import { Filmstrip } from './film/Filmstrip';
import { KeepingBanner } from './KeepingBanner';
import { FindOptions, FindOverlay, TourBar } from './lazyParts';
import { OptionsBar } from './options/OptionsBar';
import { RunSection } from './run/RunSection';
import { saveStateStore } from '../document/storage/saveState';
import { SidePanel } from './panels/SidePanel';
import styles from './shell/Shell.module.css';
import { narrowQuery, useMedia } from './shell/useMedia';
import { ToolBar } from './ToolBar';
import { Toasts } from './Toasts';
import { TopBar } from './top/TopBar';
import { Welcome } from './Welcome';
import { tr } from '../../workers/texts/texts';

const takeArea = (rect: Rect): void => {
  areaByHand(rect).catch(reportToUser);
};

/** The studio: top bar; tools; options, canvas, band and filmstrip; the panel's parts and, always in sight, the run. */
export function App() {
  const narrow = useMedia(narrowQuery);
  const { hidden, sheet } = useStore(layoutStore);
  useEffect(() => listenForShortcuts(actions), []);
  const touring = useStore(tourStore, (state) => state.stage !== null);
  const dock = narrow || hidden;
  return (
    <Tooltip.Provider delayDuration={350}>
      <div className={styles.studio} data-dock={dock} data-sheet={narrow && sheet}>
        <TopBar narrow={narrow} />
        <div className={notes.notes}>
          <KeepingBanner />
          <DeviceBanner />
          {touring ? <TourBar /> : null}
        </div>
        <ToolBar />
        <Middle />
        {(narrow ? sheet : !hidden) ? (
          <ErrorBoundary name={tr`The side panel`}>
            <SidePanel sheet={narrow} />
          </ErrorBoundary>
        ) : null}
        <ErrorBoundary name={tr`The run`}>
          <RunSection dock={dock} />
        </ErrorBoundary>
      </div>
      <Dialogs />
      <Toasts />
    </Tooltip.Provider>
  );
}

/** What is painted with, the picture, what is said of it, and the results. */
function Middle() {
  const picture = usePicture();
  const shown = useShownResult();
  const finding = useStore(findStore, (state) => state.open);
  const restored = useStore(saveStateStore, (state) => state.restored);
  const opening = useStore(firstSceneStore, (state) => state.opening);
  return (
    <main className={styles.middle}>
      <ErrorBoundary name={tr`The tool’s options`}>{finding ? <FindOptions /> : <OptionsBar />}</ErrorBoundary>
      <div className={styles.canvas} data-toasts>
        <ErrorBoundary name={tr`The canvas`}>
          <CanvasView onArea={takeArea} resultName={shown ? tr`Result ${shown.number}` : ''} />
        </ErrorBoundary>
        {finding && picture && !shown ? <FindOverlay /> : null}
        <FileDrop />
      </div>
      {picture || !restored || opening ? null : <Welcome />}
      <Band />
      <ErrorBoundary name={tr`The results`}>
        <Filmstrip />
      </ErrorBoundary>
    </main>
  );
}
