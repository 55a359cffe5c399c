import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { toolList } from '../../canvas/toolList';
import { viewStore, type ToolName } from '../../canvas/viewStore';
import { documentStore } from '../../document/documentStore';
import { usePicture } from '../../document/hooks';
import { guideViewStore } from '../../guides/guideView';
import { IconButton } from '../../ui/Button';
import { Disclosure } from '../../ui/Disclosure';
import { AreaOptions } from './AreaOptions';
import { LineOptions, PoseOptions } from '../lazyParts';
import { BrushMore, BrushOptions } from './BrushOptions';
import { FillMore, FillOptions } from './FillOptions';
import { GradientMore, GradientOptions } from './GradientOptions';
import type { Room } from './room';
import { OutlineMore, OutlineOptions } from './OutlineOptions';
import { SmudgeMore, SmudgeOptions } from './SmudgeOptions';
import { StrengthSlider } from './StrengthSlider';
import { TargetChip } from './TargetChip';
import { useWidth } from './useWidth';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';
import { inSentence } from '../../../workers/texts/inSentence';

/** Below these widths the word for the strength goes, then hardness and size go behind the dots. */
const roomPx = { hardness: 790, words: 720, size: 600 };

/** What the tool in hand is set to, in one slim row over the canvas; what is rarely needed lies behind the dots. */
export function OptionsBar() {
  const tool = useStore(viewStore, (state) => state.tool);
  const picture = usePicture();
  const bar = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(bar);
  const label = toolList.find(({ name }) => name === tool)?.label ?? 'Tool';
  const room: Room = { hardness: widthPx >= roomPx.hardness, words: widthPx >= roomPx.words, size: widthPx >= roomPx.size };
  const more = picture ? <More tool={tool} room={room} /> : null;
  return (
    <div ref={bar} className={styles.bar} role="toolbar" aria-label={tr`Tool options`}>
      {picture && paints[tool] ? <TargetChip /> : null}
      {picture ? <Lead tool={tool} room={room} /> : null}
      {more && hasMore[tool] ? (
        <Disclosure
          label={tr`More ${inSentence(label)} options`}
          trigger={<IconButton label={tr`More tool options`} icon={<Ellipsis />} />}
        >
          <div className={styles.more} data-stays>
            {more}
          </div>
        </Disclosure>
      ) : null}
    </div>
  );
}

interface OfTool {
  readonly tool: ToolName;
  readonly room: Room;
}

/** Tools that write into the map that is painted, or read it. */
const paints: Readonly<Record<ToolName, boolean>> = {
  brush: true,
  eraser: true,
  smudge: true,
  gradient: true,
  lasso: true,
  shape: true,
  fill: true,
  pick: true,
  move: false,
  hand: false,
  area: false,
};

const hasMore: Readonly<Record<ToolName, boolean>> = {
  brush: true,
  eraser: true,
  smudge: true,
  gradient: true,
  lasso: true,
  shape: true,
  fill: true,
  pick: false,
  move: false,
  hand: false,
  area: false,
};

function Lead({ tool, room }: OfTool) {
  switch (tool) {
    case 'brush':
    case 'eraser':
      return <BrushOptions room={room} />;
    case 'smudge':
      return <SmudgeOptions room={room} />;
    case 'gradient':
      return <GradientOptions room={room} />;
    case 'shape':
    case 'lasso':
      return <OutlineOptions room={room} shapes={tool === 'shape'} />;
    case 'fill':
      return <FillOptions room={room} />;
    case 'area':
      return <AreaOptions />;
    case 'move':
      return <MoveOptions />;
    case 'pick':
      return <StrengthSlider room={room} />;
    case 'hand':
      return <p className={styles.words}>{tr`Drag to move the picture; the wheel zooms. Held Space lends the Hand to any tool.`}</p>;
  }
}

/** A selected pose is what the Move tool moves, selected lines are what it picks from; else it moves exemplars. */
function MoveOptions() {
  const selectedId = useStore(guideViewStore, (state) => state.selectedId);
  const of = useStore(documentStore, ({ guides }) => guides.find(({ id }) => id === selectedId)?.content.of);
  if (of === 'pose') return <PoseOptions />;
  if (of === 'segments') return <LineOptions />;
  return <p className={styles.words}>{tr`Drag an exemplar to move it, its handles to scale and turn it. Arrow keys nudge it.`}</p>;
}

function More({ tool, room }: OfTool) {
  switch (tool) {
    case 'brush':
    case 'eraser':
      return <BrushMore room={room} />;
    case 'smudge':
      return <SmudgeMore room={room} />;
    case 'gradient':
      return <GradientMore room={room} />;
    case 'shape':
    case 'lasso':
      return <OutlineMore room={room} shapes={tool === 'shape'} />;
    case 'fill':
      return <FillMore room={room} />;
    default:
      return null;
  }
}
