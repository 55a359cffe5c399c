import { useStore } from 'zustand';
import type { EdgeSettings } from '../../../../workers/protocol/mapSources';
import { ChangeMap } from '../../../document/changeMap/ChangeMap';
import type { Guide, GuideContent } from '../../../document/guide';
import { changeGuide } from '../../../document/guideCommands';
import { findEdgesAnew } from '../../../guides/edgesOfScene';
import { guideViewStore, setGuideOpacity } from '../../../guides/guideView';
import { Button } from '../../../ui/Button';
import { PercentField } from '../../../ui/PercentField';
import styles from '../Panel.module.css';
import { ClassFields } from './ClassFields';
import { EdgeFields } from './EdgeFields';
import { LineFields } from './LineFields';
import { PoseFields } from './PoseFields';
import { useAhead } from './useAhead';
import { tr } from '../../../../workers/texts/texts';

/** How the chosen guide lies over the picture, and what it is drawn of. */
export function GuideLook({ guide: { id, name, content } }: { readonly guide: Guide }) {
  const opacity = useStore(guideViewStore, (state) => state.opacity);
  return (
    <>
      {content.of === 'drawing' ? <Drawing key={id} id={id} content={content} /> : null}
      {content.of === 'segments' ? <LineFields key={id} id={id} content={content} /> : null}
      {content.of === 'pose' ? <PoseFields name={name} people={content.people} /> : null}
      <PercentField
        label={tr`Guide opacity`}
        shown={tr`Over the picture`}
        about={tr`How strongly the guide covers the picture while you look at it. The edit takes it as it is.`}
        value={opacity}
        onChange={(value) => setGuideOpacity(value)}
      />
    </>
  );
}

interface DrawingProps {
  readonly id: string;
  readonly content: Extract<GuideContent, { of: 'drawing' }>;
}

function Drawing({ id, content }: DrawingProps) {
  const { map, edges, classes } = content;
  return (
    <>
      {classes ? <ClassFields /> : null}
      {edges ? <FoundEdges id={id} edges={edges} /> : null}
      <p className={styles.soft}>
        {edges
          ? tr`Brush and Eraser correct them on the picture; moving a slider finds them anew.`
          : classes
            ? tr`Paint areas on the picture with any tool; the Eraser takes them away. Edges are hard: every pixel is one thing.`
            : tr`Draw on the picture: the Brush is white, the Eraser black. Size and strength stand above it.`}
      </p>
      <Button
        disabled={map.isEmpty()}
        onClick={() => changeGuide(id, { content: { ...content, map: new ChangeMap(map) } }, tr`Clear guide`)}
      >
        {tr`Clear the drawing`}
      </Button>
    </>
  );
}

/** The edges on the picture follow Canny's numbers while they move. */
function FoundEdges({ id, edges }: { readonly id: string; readonly edges: EdgeSettings }) {
  const { settings, change } = useAhead(edges, (next) => findEdgesAnew(id, next));
  return <EdgeFields edges={settings} onChange={change} />;
}
