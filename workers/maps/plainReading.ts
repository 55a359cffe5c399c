import type { MapReading, WhiteMeans } from '../protocol/pictures';

/** A picture read as a map in the plain way: as it is shown over black, nothing cleaned. */
export function plainReading(whiteMeans: WhiteMeans): MapReading {
  return { whiteMeans, values: 'shown', cleaned: false };
}
