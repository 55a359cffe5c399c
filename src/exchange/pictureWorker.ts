import { createPictureClient, type PictureClient } from '../engine/pictureClient';

let client: PictureClient | null = null;

/** The studio's picture worker; it starts with its first job. */
export const pictureWorker = (): PictureClient => (client ??= createPictureClient());
