/** Our own namespace of XMP, and the property that holds a recipe as JSON. */
const namespace = 'urn:x-sfumato:1/';
const property = 'sfumato:recipe';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What says the recipe among the statements of an XMP packet. @param json the recipe's */
export function recipeStatement(json: string): string {
  const escaped = json.replaceAll(/[&<>"\n\r\t]/g, (letter) => escapes[letter] ?? '');
  return `<rdf:Description rdf:about="" xmlns:sfumato="${namespace}" ${property}="${escaped}"/>`;
}

/** The JSON of the recipe in an XMP packet, or null. Other programs may have written it anew, as an element. */
export function recipeInXmp(xmp: string): string | null {
  if (!xmp.includes(namespace)) return null;
  const found = /sfumato:recipe\s*=\s*"([^"]*)"|sfumato:recipe\s*=\s*'([^']*)'|<sfumato:recipe>([^<]*)</.exec(xmp);
  const raw = found?.[1] ?? found?.[2] ?? found?.[3];
  return raw === undefined
    ? null
    : raw.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entities[name] ?? whole;
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      });
}
