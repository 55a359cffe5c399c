import { sceneExtras, type LatentPreview } from './recipe/sceneExtras';

/** Shows the latents of a run in their place on the scene; each call replaces the last one. */
export function showPreview(preview: LatentPreview): void {
  sceneExtras.setState({ preview });
}

/** Takes the preview off the scene. */
export function clearPreview(): void {
  sceneExtras.setState({ preview: null });
}
