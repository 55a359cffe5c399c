/** Headers of the studio's files: one table from which servers, static hosts' files and the built page take them. */
export type Headers = Readonly<Record<string, string>>;

const policyOf = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

const page = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  // Styles are set inline by the control library.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' blob: data:",
  'worker-src': "'self' blob:",
  'connect-src': "'self' blob:",
  'frame-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** Workers that compute: own scripts and files only; WebAssembly, but no text as script. */
const worker = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  'img-src': 'blob:',
  'connect-src': "'self' blob:",
};

/** The store fetches models from where a person says; its scripts are the own ones all the same. */
const store = { ...worker, 'connect-src': '*' };

/** The service worker fetches the studio's own files and nothing else. */
const keeper = { 'default-src': "'none'", 'script-src': "'self'", 'connect-src': "'self'" };

/** What the built page may load, as its meta element says it where no header can. */
export const pagePolicy = policyOf(page);
/** The same for the empty page that starts the store where there are no headers. */
export const storeFramePolicy = policyOf({ ...store, 'style-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'" });

/** On everything. Isolation gives the wasm fallback its threads; everything works without it too. */
export const commonHeaders: Headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const csp = (value: string): Headers => ({ 'Content-Security-Policy': value });

/** Policies by place in the built studio; no file lies in two of them, since some hosts join what several rules say. */
export const policyRules: readonly { readonly pattern: string; readonly headers: Headers }[] = [
  { pattern: '/', headers: csp(`${pagePolicy}; frame-ancestors 'none'`) },
  { pattern: '/index.html', headers: csp(`${pagePolicy}; frame-ancestors 'none'`) },
  { pattern: '/store-frame.html', headers: csp(`${storeFramePolicy}; frame-ancestors 'self'`) },
  { pattern: '/service.worker.js', headers: csp(policyOf(keeper)) },
  { pattern: '/assets/*', headers: csp(policyOf(worker)) },
  { pattern: '/store/*', headers: csp(policyOf(store)) },
];

const matches = (pattern: string, pathname: string): boolean =>
  pattern.endsWith('/*') ? pathname.startsWith(pattern.slice(0, -1)) : pathname === pattern;

/** The headers of a file of the built studio. */
export function headersFor(pathname: string): Headers {
  return { ...commonHeaders, ...policyRules.find(({ pattern }) => matches(pattern, pathname))?.headers };
}

/** The headers that the development server sends: its page runs an inline script and listens to a socket for changes. */
export function developmentHeadersFor(pathname: string): Headers {
  if (/\/store\.worker\.ts$/.test(pathname)) return { ...commonHeaders, ...csp(policyOf(store)) };
  if (/\.worker\.ts$|\.mjs$/.test(pathname)) return { ...commonHeaders, ...csp(policyOf(worker)) };
  if (pathname === '/store-frame.html') return headersFor(pathname);
  const open = { ...page, 'script-src': `${page['script-src']} 'unsafe-inline'`, 'connect-src': `${page['connect-src']} ws:` };
  return { ...commonHeaders, ...csp(`${policyOf(open)}; frame-ancestors 'none'`) };
}
