/** A path as it stands in an address. Halves of letters, which no address can name, become the sign for what cannot be read. */
export function addressPath(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** What stands in an address as people read it; as it stands where its signs make no letters. */
export function plainPath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
