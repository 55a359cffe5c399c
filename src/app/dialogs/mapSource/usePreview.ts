import { useEffect, useState } from 'react';
import { mapWorker } from '../../../changemap/mapWorker';
import { makeMap } from '../../../changemap/makeMap';
import type { reducedScene } from '../../../changemap/reducedScene';
import { sourceOf, type SourceDraft } from '../../../changemap/sourceDraft';
import { ChangeMap } from '../../../document/changeMap/ChangeMap';
import { reportToUser } from '../../../ui/notices';
import { tr } from '../../../../workers/texts/texts';

type Scene = NonNullable<ReturnType<typeof reducedScene>>;

const pauseMs = 60;

/** Every pixel of a small map, read off a large one. */
function sampled(map: ChangeMap, { width, height }: Scene): Uint8Array {
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      values[y * width + x] = map.read(Math.floor(((x + 0.5) * map.width) / width), Math.floor(((y + 0.5) * map.height) / height));
  }
  return values;
}

async function preview(draft: SourceDraft, scene: Scene): Promise<Uint8Array | null> {
  const source = sourceOf(draft, scene.scale);
  if (source) {
    const tiles = await mapWorker().fromSource(source.kind === 'line' ? null : scene, source, scene, { latestOf: tr`map source preview` });
    return new ChangeMap(scene, tiles.tiles).toUint8Array();
  }
  if (draft.kind !== 'silhouette') return null;
  const map = await makeMap(draft);
  return map && sampled(map, scene);
}

/** The values of the map that a draft gives, at the size of the reduced scene; null while something is missing. */
export function usePreview(draft: SourceDraft, scene: Scene | null): Uint8Array | null {
  const [values, setValues] = useState<Uint8Array | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      if (!scene) return;
      preview(draft, scene)
        .then((next) => {
          if (current) setValues(next);
        })
        .catch(reportToUser);
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft, scene]);
  return values;
}
