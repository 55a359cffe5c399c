import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { layoutStore, setSheet } from '../../actions/layoutStore';
import { IconButton } from '../../ui/Button';
import { findStore } from '../../generation/finding/findStore';
import { jobStore } from '../../generation/jobStore';
import { useShownResult } from '../../generation/useShownResult';
import { FindPanel, GuidedPart, RunSettings } from '../lazyParts';
import shell from '../shell/Shell.module.css';
import { ChangeMapPart } from './ChangeMapPart';
import { ExemplarsPart } from './ExemplarsPart';
import { GuidesPart } from './GuidesPart';
import { HistoryPart } from './HistoryPart';
import { LayersPart } from './LayersPart';
import { tr } from '../../../workers/texts/texts';

/** The foldable parts in one column with one scrollbar; last among them, when they are open, the settings of the run. */
export function SidePanel({ sheet }: { readonly sheet: boolean }) {
  const run = useStore(layoutStore, (state) => state.run);
  const finding = useStore(findStore, (state) => state.open);
  const guided = useShownResult()?.result.guided !== undefined;
  const leading = useStore(jobStore, (state) => (state.running?.distances.length ?? 0) > 0);
  const settings = useRef<HTMLDivElement>(null);
  const shown = useRef(run);
  useEffect(() => {
    // They open above the line that opens them; only an opening by hand may scroll.
    if (run && !shown.current) settings.current?.scrollIntoView({ block: 'start' });
    shown.current = run;
  }, [run]);
  return (
    <aside className={shell.parts} aria-label={tr`Panels`}>
      {sheet ? (
        <div className={shell.sheetHead}>
          <h2>{tr`Panels`}</h2>
          <IconButton label={tr`Close the panels`} icon={<X />} onClick={() => setSheet(false)} />
        </div>
      ) : null}
      <div className={shell.column}>
        {finding ? (
          <FindPanel />
        ) : (
          <>
            {guided || leading ? <GuidedPart /> : null}
            <ChangeMapPart />
            <ExemplarsPart />
            <GuidesPart />
            <LayersPart />
            <HistoryPart />
          </>
        )}
        <div ref={settings}>{run ? <RunSettings /> : null}</div>
      </div>
    </aside>
  );
}
