import { createMapClient, type MapClient } from '../engine/mapClient';

let client: MapClient | null = null;

/** The studio's map worker; it starts with its first job. */
export const mapWorker = (): MapClient => (client ??= createMapClient());
