/** Most of each that a document may have. The commands check it, and a saved project holds no more: whatever is saved can be read again. */
export const maximumMaps = 100;
export const maximumExemplars = 100;
export const maximumGuides = 100;
export const maximumLayers = 1000;
/** Runs that wait for their turn: each is named in the saved project. */
export const maximumWaiting = 100;
/** People of one pose. */
export const maximumPeople = 20;
/** Straight lines of one guide. */
export const maximumSegments = 4000;
/** Characters of a name; longer ones are cut where they are kept. */
export const maximumNameLength = 1000;
