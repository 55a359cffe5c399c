import { commonHeaders, policyRules, type Headers } from './policy.ts';

const lines = (headers: Headers, write: (name: string, value: string) => string): string =>
  Object.entries(headers)
    .map(([name, value]) => write(name, value))
    .join('\n');

/** `_headers` of Netlify and Cloudflare Pages. */
function netlifyHeaders(): string {
  const rules = [{ pattern: '/*', headers: commonHeaders }, ...policyRules];
  return `${rules.map(({ pattern, headers }) => `${pattern}\n${lines(headers, (name, value) => `  ${name}: ${value}`)}`).join('\n')}\n`;
}

/** `vercel.json` at the root of what is deployed. */
function vercelConfig(): string {
  const rules = [{ pattern: '/*', headers: commonHeaders }, ...policyRules].map(({ pattern, headers }) => ({
    source: pattern.replace(/\*$/, '(.*)'),
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  }));
  return `${JSON.stringify({ headers: rules }, null, 2)}\n`;
}

/** A pattern as an expression over the path; the studio may lie in a folder of the site. */
const apachePattern = (pattern: string): string =>
  pattern === '/' ? '/$' : pattern.endsWith('/*') ? `${pattern.slice(0, -1)}` : `${pattern.replaceAll('.', '\\.')}$`;

/** `.htaccess` of Apache with mod_headers. */
function apacheHeaders(): string {
  const rules = policyRules.map(({ pattern, headers }) =>
    lines(headers, (name, value) => `  Header always set ${name} "${value}" "expr=%{REQUEST_URI} =~ m#${apachePattern(pattern)}#"`),
  );
  const common = lines(commonHeaders, (name, value) => `  Header always set ${name} "${value}"`);
  const types = 'AddType text/javascript .js .mjs\nAddType application/wasm .wasm';
  return `${types}\n<IfModule mod_headers.c>\n${common}\n${rules.join('\n')}\n</IfModule>\n`;
}

/** What static hosts read beside the built studio, by file name. */
export function hostFiles(): Readonly<Record<string, string>> {
  return { _headers: netlifyHeaders(), 'vercel.json': vercelConfig(), '.htaccess': apacheHeaders() };
}
