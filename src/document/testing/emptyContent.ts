import { emptyDocument } from '../documentState';
import type { DocumentContent } from '../storage/codecs/documentCodec';

const { documentId, picture, pose, maps, exemplars, guides, layers, results, grids, settings, area, runMark } = emptyDocument;

/** A document as it is kept where nothing was ever opened. */
export const emptyContent: DocumentContent = {
  ...{ documentId, picture, pose, maps, exemplars, guides, layers, results, grids, settings, area, runMark },
};
