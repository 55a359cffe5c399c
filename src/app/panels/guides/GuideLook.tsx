import { useState } from 'react';
import { useStore } from 'zustand';
import { ChangeMap } from '../../../document/changeMap/ChangeMap';
import type { EdgeSettings, Guide, GuideContent } from '../../../document/guide';
import { changeGuide } from '../../../document/guideCommands';
import { findEdgesAnew } from '../../../guides/edgesOfScene';
import { guideViewStore, setGuideOpacity } from '../../../guides/guideView';
import { Button } from '../../../ui/Button';
import { PixelsField } from '../../../ui/PixelsField';
import { SliderField } from '../../../ui/SliderField';
import styles from '../Panel.module.css';
import { PoseFields } from './PoseFields';

/** How the chosen guide lies over the picture, and what it is drawn of. */
export function GuideLook({ guide: { id, name, content } }: { readonly guide: Guide }) {
  const opacity = useStore(guideViewStore, (state) => state.opacity);
  return (
    <>
      {content.of === 'drawing' ? <Drawing key={id} id={id} content={content} /> : null}
      {content.of === 'pose' ? <PoseFields name={name} people={content.people} /> : null}
      <SliderField
        label="Guide opacity"
        shown="Over the picture"
        about="How strongly the guide covers the picture while you look at it. The edit takes it as it is."
        unit="%"
        value={Math.round(opacity * 100)}
        minimum={0}
        maximum={100}
        onChange={(value) => setGuideOpacity(value / 100)}
      />
    </>
  );
}

interface DrawingProps {
  readonly id: string;
  readonly content: Extract<GuideContent, { of: 'drawing' }>;
}

function Drawing({ id, content: { map, edges } }: DrawingProps) {
  return (
    <>
      {edges ? <EdgeFields id={id} edges={edges} /> : null}
      <p className={styles.soft}>
        {edges
          ? 'Brush and Eraser correct them on the picture; moving a slider finds them anew.'
          : 'Draw on the picture: the Brush is white, the Eraser black. Size and strength stand above it.'}
      </p>
      <Button
        disabled={map.isEmpty()}
        onClick={() => changeGuide(id, { content: { of: 'drawing', map: new ChangeMap(map), edges } }, 'Clear guide')}
      >
        Clear the drawing
      </Button>
    </>
  );
}

/** Canny's numbers, and those of straight lines; the edges on the picture follow them while they move. */
function EdgeFields({ id, edges }: { readonly id: string; readonly edges: EdgeSettings }) {
  /** What the sliders say while the edges are still being found. */
  const [ahead, setAhead] = useState<EdgeSettings | null>(null);
  const { sigmaPx, low, high, straight } = ahead ?? edges;
  const change = (next: Partial<EdgeSettings>) => {
    const settings = { sigmaPx, low, high, straight, ...next };
    setAhead(settings);
    void findEdgesAnew(id, settings).finally(() => setAhead(null));
  };
  return (
    <>
      <PixelsField
        label="Edge smoothing"
        shown="Smoothing"
        about="How far noise and texture are blurred away first: σ of a Gaussian."
        value={sigmaPx}
        minimum={0}
        maximum={16}
        step={0.1}
        onChange={(value) => change({ sigmaPx: value })}
      />
      <SliderField
        label="Weakest edge"
        about="Fainter steps of brightness are no edge: Canny’s low threshold, of a step from black to white."
        unit="%"
        value={Math.round(low * 100)}
        minimum={0}
        maximum={100}
        onChange={(value) => change({ low: value / 100, high: Math.max(value / 100, high) })}
      />
      <SliderField
        label="Sure edge"
        about="Steps as strong as this begin an edge, which weaker ones then go on with: Canny’s high threshold."
        unit="%"
        value={Math.round(high * 100)}
        minimum={0}
        maximum={100}
        onChange={(value) => change({ high: value / 100, low: Math.min(value / 100, low) })}
      />
      {straight ? (
        <>
          <PixelsField
            label="Shortest line"
            about="Shorter straight lines are left out, in pixels of the picture: more keeps fewer."
            value={straight.shortestPx}
            minimum={2}
            maximum={4096}
            step={1}
            onChange={(shortestPx) => change({ straight: { ...straight, shortestPx } })}
          />
          <PixelsField
            label="Gaps in lines"
            about="So much of a line may be missing on end, in pixels of the picture: more joins what lies in one line."
            value={straight.gapPx}
            minimum={0}
            maximum={256}
            step={1}
            onChange={(gapPx) => change({ straight: { ...straight, gapPx } })}
          />
        </>
      ) : null}
    </>
  );
}
