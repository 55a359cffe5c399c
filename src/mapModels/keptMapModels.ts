import { lookForMapModel } from '../../workers/protocol/mapModelFiles';
import { poseFamily, type MapModelKind } from '../../workers/protocol/mapModels';
import type { StoredPackage } from '../../workers/protocol/store';

/** A complete package of the store that can make maps. */
export interface KeptMapModel {
  readonly id: string;
  readonly title: string;
  readonly kind: MapModelKind;
}

/** The map models among the packages that are kept; one that is not complete is none. */
export function keptMapModels(packages: readonly StoredPackage[]): readonly KeptMapModel[] {
  return packages.flatMap(({ id, title, family, state, files }) => {
    const look =
      state === 'ready'
        ? lookForMapModel(
            files.map(({ path }) => path),
            family === poseFamily ? 'pose' : null,
          )
        : null;
    return look?.files ? [{ id, title, kind: look.kind }] : [];
  });
}
