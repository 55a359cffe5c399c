import { useMemo, useRef, useState, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { openDialog } from '../../../actions/dialogStore';
import { makeMap, nameOfDraft, placeMap } from '../../../changemap/makeMap';
import { reducedScene } from '../../../changemap/reducedScene';
import { firstDraft, toggleColour, type SourceDraft } from '../../../changemap/sourceDraft';
import { documentStore } from '../../../document/documentStore';
import { Button } from '../../../ui/Button';
import { Dialog, DialogFoot } from '../../../ui/Dialog';
import { reportToUser } from '../../../ui/notices';
import { Segmented } from '../../../ui/Segmented';
import styles from './MapSource.module.css';
import { PixelCanvas } from './PixelCanvas';
import { SourceSettings } from './SourceSettings';
import { usePreview } from './usePreview';
import { tr } from '../../../../workers/texts/texts';

interface MapSourceDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Longest side of the previews, in pixels. */
const previewPx = 400;
/** Greatest heights on screen, in CSS pixels. */
const [picturePx, mapPx] = [236, 170];

/** Makes a change map from the picture, a drawn line or an exemplar. */
export function MapSourceDialog({ open, onClose }: MapSourceDialogProps) {
  return (
    <Dialog title={tr`Map from…`} about={tr`White may change fully, black stays as it is.`} size="medium" open={open} onClose={onClose}>
      {open ? <MapSourceForm onClose={onClose} /> : null}
    </Dialog>
  );
}

function MapSourceForm({ onClose }: { readonly onClose: () => void }) {
  const { picture, layers, maps, target, exemplars } = useStore(documentStore);
  const selected = target.of === 'scene' ? maps.find(({ id }) => id === target.id) : undefined;
  const [draft, setDraft] = useState<SourceDraft>({
    ...firstDraft,
    reachPx: Math.max(8, Math.round(Math.max(picture?.width ?? 0, picture?.height ?? 0) / 8)),
    exemplarId: exemplars.at(-1)?.id ?? null,
  });
  const [where, setWhere] = useState<'new' | 'replace'>(selected?.map.isEmpty() ? 'replace' : 'new');
  const [busy, setBusy] = useState(false);
  const drawing = useRef(false);
  const scene = useMemo(() => reducedScene({ picture, layers }, previewPx), [picture, layers]);
  const values = usePreview(draft, scene);
  const grey = useMemo(() => values && scene && greyPixels(values), [values, scene]);
  const line = useMemo(
    () => (draft.kind === 'line' && scene ? draft.points.map(({ x, y }) => ({ x: x * scene.scale, y: y * scene.scale })) : []),
    [draft.kind, draft.points, scene],
  );
  if (!scene) return null;
  const place = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.x) / box.width) * scene.width, y: ((event.clientY - box.y) / box.height) * scene.height };
  };
  const press = (event: PointerEvent<HTMLCanvasElement>) => {
    const { x, y } = place(event);
    if (draft.kind === 'colour-range') {
      const at = (Math.min(scene.height - 1, Math.floor(y)) * scene.width + Math.min(scene.width - 1, Math.floor(x))) * 4;
      setDraft(toggleColour(draft, [scene.rgba[at] ?? 0, scene.rgba[at + 1] ?? 0, scene.rgba[at + 2] ?? 0]));
    }
    if (draft.kind !== 'line') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    setDraft({ ...draft, points: [{ x: x / scene.scale, y: y / scene.scale }] });
  };
  const drag = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return;
    const { x, y } = place(event);
    setDraft((before) => ({ ...before, points: [...before.points, { x: x / scene.scale, y: y / scene.scale }].slice(0, 20_000) }));
  };
  const make = async () => {
    setBusy(true);
    try {
      const map = await makeMap(draft);
      if (!map) return;
      placeMap(map, nameOfDraft(draft), where === 'replace' && selected ? selected.id : null);
      onClose();
    } finally {
      setBusy(false);
    }
  };
  const picks = draft.kind === 'colour-range' || draft.kind === 'line';
  return (
    <>
      <div className={styles.body}>
        <div className={styles.previews}>
          <div className={styles.picture} data-picks={picks}>
            <PixelCanvas
              width={scene.width}
              height={scene.height}
              rgba={scene.rgba}
              line={line}
              tallest={picturePx}
              label={tr`Picture`}
              onPointerDown={press}
              onPointerMove={drag}
              onPointerUp={() => {
                drawing.current = false;
              }}
            />
          </div>
          <div className={styles.map}>
            {grey ? (
              <PixelCanvas width={scene.width} height={scene.height} rgba={grey} tallest={mapPx} label={tr`The map it would be`} />
            ) : (
              <div
                className={styles.waiting}
                style={{ width: `min(100%, ${(mapPx * scene.width) / scene.height}px)`, aspectRatio: scene.width / scene.height }}
              >
                {tr`The map will show here.`}
              </div>
            )}
          </div>
        </div>
        <div>
          <SourceSettings draft={draft} exemplars={exemplars} onChange={setDraft} />
        </div>
      </div>
      <DialogFoot>
        {selected ? (
          <Segmented
            label={tr`Put it`}
            value={where}
            options={[
              { value: 'new', label: tr`As a new map` },
              { value: 'replace', label: tr`In place of ${selected.name.slice(0, 24)}` },
            ]}
            onChange={setWhere}
          />
        ) : null}
        <Button onClick={() => openDialog('map-model')}>{tr`Depth and objects…`}</Button>
        <Button onClick={onClose}>{tr`Cancel`}</Button>
        <Button tone="primary" large disabled={busy || !grey} onClick={() => make().catch(reportToUser)}>
          {tr`Make map`}
        </Button>
      </DialogFoot>
    </>
  );
}

function greyPixels(values: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(values.length * 4);
  for (let i = 0; i < values.length; i += 1) rgba.set([values[i] as number, values[i] as number, values[i] as number, 255], i * 4);
  return rgba;
}
