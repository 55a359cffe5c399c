import { createStore } from 'zustand/vanilla';
import type { LocalFileHandle } from '../../workers/protocol/localFile';
import { lookIntoFiles, type Found } from './candidate';
import { deviceHere } from './deviceHere';
import type { LocalFile } from './localFiles';
import { lookIntoFolder, type LocalFolder } from './localFolders';
import { studioStore } from './studioStore';

type Offered = LocalFile | LocalFolder;

/** A model's file or folder that was dropped on the studio and waits to be looked into. */
export const offeredModelStore = createStore<{ readonly offered: Offered | null }>(() => ({ offered: null }));

const weights = /\.(?:safetensors|ckpt|pt|pth|gguf)$/i;

/** Whether a file is one of weights by its name: those that cannot be opened too, for their refusal says the way on. */
export const isWeightsFile = ({ name }: Pick<File, 'name'>): boolean => weights.test(name);

export function offerModel(file: File, handle: LocalFileHandle | null = null, beside: readonly File[] = []): void {
  const stem = file.name.replace(/\.safetensors$/i, '');
  const yaml = beside.find(({ name }) => /\.ya?ml$/i.test(name) && name.replace(/\.ya?ml$/i, '') === stem);
  offeredModelStore.setState({ offered: { file, handle, yaml } });
}

export function offerFolder(folder: LocalFolder): void {
  offeredModelStore.setState({ offered: folder });
}

/** How sentences call what is offered. */
export const offeredName = (offered: Offered): string => ('files' in offered ? offered.name : offered.file.name);

/** Looks into what was offered. @throws Fault */
export const lookIntoOffered = (offered: Offered, signal: AbortSignal): Promise<Found> =>
  'files' in offered ? lookIntoFolder(offered, signal) : lookIntoWeights(offered, signal);

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
