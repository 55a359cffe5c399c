import { useState } from 'react';
import { useStore } from 'zustand';
import { mapWorker } from '../../changemap/mapWorker';
import { placeMap } from '../../changemap/makeMap';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import { documentStore } from '../../document/documentStore';
import { Button } from '../../ui/Button';
import { DialogFoot } from '../../ui/Dialog';
import { reportToUser } from '../../ui/notices';
import { Segmented } from '../../ui/Segmented';
import type { Size } from '../../../workers/protocol/geometry';
import { tr } from '../../../workers/texts/texts';

interface UseMapProps {
  /** How the new map is called. */
  readonly name: string;
  /** The map over the whole picture, at any size; null while there is none. */
  readonly found: (Size & { readonly values: Uint8Array }) | null;
  /** Lays it over the scene as a guide instead, where it is one. */
  readonly asGuide?: (map: ChangeMap) => void;
  /** What that is called. */
  readonly guideWords?: string;
  readonly onClose: () => void;
}

/** Takes what a model found as a change map, a new one or in place of the chosen one, or as a guide. */
export function UseMap({ name, found, asGuide, guideWords = tr`Use as guide`, onClose }: UseMapProps) {
  const { picture, maps, target } = useStore(documentStore);
  const selected = target.of === 'scene' ? maps.find(({ id }) => id === target.id) : undefined;
  const [where, setWhere] = useState<'new' | 'replace'>(selected?.map.isEmpty() ? 'replace' : 'new');
  const [busy, setBusy] = useState(false);
  const use = async (place: (map: ChangeMap) => void) => {
    if (!picture || !found) return;
    setBusy(true);
    try {
      const size = { width: picture.width, height: picture.height };
      const sized = await mapWorker().resize(found.values, { width: found.width, height: found.height }, size);
      place(new ChangeMap(size, sized.tiles));
      onClose();
    } finally {
      setBusy(false);
    }
  };
  const asMap = (map: ChangeMap) => placeMap(map, name, where === 'replace' && selected ? selected.id : null);
  return (
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
      <Button onClick={onClose}>{tr`Cancel`}</Button>
      {asGuide ? (
        <Button disabled={busy || !found} onClick={() => use(asGuide).catch(reportToUser)}>
          {guideWords}
        </Button>
      ) : null}
      <Button tone="primary" large disabled={busy || !found} onClick={() => use(asMap).catch(reportToUser)}>
        {tr`Use as change map`}
      </Button>
    </DialogFoot>
  );
}
