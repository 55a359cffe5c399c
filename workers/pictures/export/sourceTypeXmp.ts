/** XMP keyword of PNG, as Adobe's specification names it. */
export const xmpKeyword = 'XML:com.adobe.xmp';

const sourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia';

/** IPTC's label for a picture that is partly made by a trained model. */
const description = `<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
   Iptc4xmpExt:DigitalSourceType="${sourceType}"/>`;

/** XMP that says nothing but that. @param statement one more statement, or nothing */
export const sourceTypeXmp = (statement = ''): string => `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  ${description}${statement}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;

const endOfStatements = '</rdf:RDF>';

/**
 * Somebody else's XMP with that label in it, in the place of one that it has; null where there is no place for it.
 * @param statement one more statement to put in, or nothing
 */
export function withStatement(xmp: string, statement = ''): string | null {
  const labelled = xmp
    .replace(/(DigitalSourceType\s*=\s*["'])[^"'<>]*(["'])/g, `$1${sourceType}$2`)
    .replace(/(<[\w.-]+:DigitalSourceType\s*>)[^<>]*(<\/)/g, `$1${sourceType}$2`);
  const isLabelled = labelled.includes(sourceType);
  if (!isLabelled && xmp.includes('DigitalSourceType')) return null;
  const added = `${isLabelled ? '' : description}${statement}`;
  if (added === '') return labelled;
  const at = labelled.lastIndexOf(endOfStatements);
  return at < 0 ? null : `${labelled.slice(0, at)}${added}\n ${labelled.slice(at)}`;
}
