import { Crop, Ellipsis, FlipHorizontal2, FlipVertical2, RotateCcw, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { actionById } from '../../actions/registry';
import { useLayers, usePicture } from '../../document/hooks';
import { IconButton } from '../../ui/Button';
import { Disclosure } from '../../ui/Disclosure';
import { ActionItem } from '../ActionItem';
import { tallQuery, useMedia } from '../shell/useMedia';
import { LayersPanel } from './LayersPanel';
import { Part } from './Part';
import { tr } from '../../../workers/texts/texts';

const canvasActions: readonly (readonly [id: string, icon: ReactNode])[] = [
  ['canvas-size', <Crop key="size" />],
  ['canvas-turn-left', <RotateCcw key="left" />],
  ['canvas-turn-right', <RotateCw key="right" />],
  ['canvas-flip-across', <FlipHorizontal2 key="across" />],
  ['canvas-flip-down', <FlipVertical2 key="down" />],
];

/** The picture and what was accepted over it; the canvas as a whole is turned and cut from here. */
export function LayersPart() {
  const layers = useLayers();
  const picture = usePicture();
  const tall = useMedia(tallQuery);
  return (
    <Part
      name="layers"
      title={tr`Layers`}
      note={picture ? String(layers.length + 1) : undefined}
      opens={tall || layers.length > 0}
      actions={
        <Disclosure label={tr`The canvas`} align="end" trigger={<IconButton label={tr`Turn, flip, extend or crop`} icon={<Ellipsis />} />}>
          {canvasActions.map(([id, icon]) => (
            <ActionItem key={id} action={actionById(id)} icon={icon} />
          ))}
        </Disclosure>
      }
    >
      <LayersPanel />
    </Part>
  );
}
