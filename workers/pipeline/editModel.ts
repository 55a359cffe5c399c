import type { ModelPackage } from '../packages/modelPackage';
import type { LoadedModel } from '../runtime/loadedModel';

/** What an edit needs of the model that refines it. */
export interface RefinerModel extends Pick<LoadedModel, 'guidanceForm' | 'requireRun' | 'encodeTexts' | 'startRun' | 'takesBeside'> {
  readonly modelPackage: Pick<ModelPackage, 'id' | 'title' | 'sha256' | 'family' | 'scheduler' | 'geometry'>;
}

/** What an edit needs of a loaded package; tests bring small networks of their own. */
export interface EditModel extends Pick<
  LoadedModel,
  | 'provider'
  | 'drawsPosterior'
  | 'guidanceForm'
  | 'fit'
  | 'requireRun'
  | 'encodeTexts'
  | 'encodePicture'
  | 'decodeLatents'
  | 'previewFit'
  | 'startRun'
  | 'takesBeside'
  | 'withoutScale'
> {
  readonly modelPackage: Pick<ModelPackage, 'id' | 'title' | 'sha256' | 'scheduler' | 'fewStep' | 'geometry'>;
}
