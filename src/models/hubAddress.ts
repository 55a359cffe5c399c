/** Where on a hub something is. */
export interface HubAddress {
  /** Without a path, `https://huggingface.co`. */
  readonly baseUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly revision: string;
  /** Folder within the repository, with a slash at its end, or empty. */
  readonly folder: string;
  /** One file within it that is meant, or null. */
  readonly file: string | null;
}

const defaultHub = 'https://huggingface.co';
const name = /^(?!\.+$)[\w.-]+$/;

/**
 * Reads a repository as people paste it: `owner/name`, `owner/name@revision`, the address of its page, of a folder
 * (`…/tree/main/unet`), or of a file (`…/blob/main/x.safetensors`, `…/resolve/main/x.safetensors?download=true`).
 * @returns null where it is none of these.
 */
export function hubAddress(text: string): HubAddress | null {
  const trimmed = text.trim().replace(/^hf:\/\//i, '');
  const address = /^(?:https?:\/\/|[\w.-]+\.\w+\/[\w.-]+\/[\w.-]+)/i.test(trimmed) ? withScheme(trimmed) : null;
  if (!address) return plainName(trimmed);
  const parts = partsOf(address.pathname);
  if (!parts) return null;
  const [owner = '', repository = '', kind, revision, ...path] = parts[0] === 'models' ? parts.slice(1) : parts;
  if (!name.test(owner) || !name.test(repository)) return null;
  const at = { baseUrl: address.origin, repository: `${owner}/${repository}` };
  if (kind === undefined || revision === undefined) return { ...at, revision: 'main', folder: '', file: null };
  if (kind === 'tree') return { ...at, revision, folder: path.map((part) => `${part}/`).join(''), file: null };
  if (kind !== 'blob' && kind !== 'resolve' && kind !== 'raw') return null;
  return path.length === 0 ? null : { ...at, revision, folder: '', file: path.join('/') };
}

/** The parts of a path in letters; null where its signs make none. */
function partsOf(pathname: string): readonly string[] | null {
  try {
    return pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

function withScheme(text: string): URL | null {
  const whole = /^https?:/i.test(text) ? text : `https://${text}`;
  try {
    return new URL(whole);
  } catch {
    return null;
  }
}

function plainName(text: string): HubAddress | null {
  const [path = '', revision = 'main'] = text.replace(/\/+$/, '').split('@');
  const [owner = '', repository = '', ...folder] = path.split('/');
  if (!name.test(owner) || !name.test(repository) || revision === '') return null;
  if (!folder.every((part) => name.test(part))) return null;
  return {
    baseUrl: defaultHub,
    repository: `${owner}/${repository}`,
    revision,
    folder: folder.map((part) => `${part}/`).join(''),
    file: null,
  };
}
