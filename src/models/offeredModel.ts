import { createStore } from 'zustand/vanilla';
import type { LocalFileHandle } from '../../workers/protocol/localFile';
import { lookIntoFiles, type Found } from './candidate';
import { deviceHere } from './deviceHere';
import type { LocalFile } from './localFiles';
import { studioStore } from './studioStore';

/** A model's file that was dropped on the studio and waits to be looked into. */
export const offeredModelStore = createStore<{ readonly offered: LocalFile | null }>(() => ({ offered: null }));

const weights = /\.(?:safetensors|ckpt|pt|pth|gguf)$/i;

/** Whether a file is one of weights by its name: those that cannot be opened too, for their refusal says the way on. */
export const isWeightsFile = ({ name }: Pick<File, 'name'>): boolean => weights.test(name);

export function offerModel(file: File, handle: LocalFileHandle | null = null, beside: readonly File[] = []): void {
  const stem = file.name.replace(/\.safetensors$/i, '');
  const yaml = beside.find(({ name }) => /\.ya?ml$/i.test(name) && name.replace(/\.ya?ml$/i, '') === stem);
  offeredModelStore.setState({ offered: { file, handle, yaml } });
}

/** It is being looked into, and is not offered again. */
export function withdrawModel(): void {
  offeredModelStore.setState({ offered: null });
}

/** Looks into one file of weights. @throws Fault: it is damaged, or of a kind that cannot be edited with */
export async function lookIntoWeights({ file, handle, yaml }: LocalFile, signal?: AbortSignal): Promise<Found> {
  const name = file.name.replace(/\.safetensors$/i, '');
  const files = [{ path: file.name, file, ...(handle && { handle }) }, ...(yaml ? [{ path: yaml.name, file: yaml }] : [])];
  return lookIntoFiles(studioStore(), await deviceHere(), name, { kind: 'files', files }, undefined, signal);
}
