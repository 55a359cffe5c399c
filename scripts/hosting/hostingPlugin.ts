import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { hostFiles } from './hostFiles.ts';
import { developmentHeadersFor, headersFor, pagePolicy, storeFramePolicy, type Headers } from './policy.ts';
import { studioPreloads } from './studioPreloads.ts';
import { thirdPartyNotices } from './thirdPartyNotices.ts';

type Next = () => void;

const sending =
  (headersOf: (pathname: string) => Headers) =>
  (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, value] of Object.entries(headersOf(pathname))) response.setHeader(name, value);
    next();
  };

/** The empty page in whose policy the store worker is started where headers cannot be set. */
const storeFrame = `<!doctype html>
<html lang="en">
  <head>
    <meta http-equiv="Content-Security-Policy" content="${storeFramePolicy}" />
    <title>Sfumato’s store</title>
  </head>
</html>
`;

/**
 * Headers from both of Vite's servers; into the built studio go a policy in its page, the files by which static hosts send the
 * headers, and the notices of others' work.
 */
export function hosting(): Plugin[] {
  let root = '';
  return [
    studioPreloads(),
    {
      name: 'sfumato-hosting',
      configResolved: (config) => {
        root = config.root;
      },
      configureServer: (server) => {
        server.middlewares.use(sending(developmentHeadersFor));
        server.middlewares.use((request, response, next) => {
          if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/store-frame.html') return next();
          response.setHeader('Content-Type', 'text/html');
          response.end(storeFrame);
        });
      },
      configurePreviewServer: (server) => {
        server.middlewares.use(sending(headersFor));
      },
      transformIndexHtml: {
        order: 'pre',
        handler: (_html, { server }) =>
          server
            ? []
            : [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy }, injectTo: 'head-prepend' as const }],
      },
      generateBundle() {
        const files = { ...hostFiles(), 'store-frame.html': storeFrame, 'THIRD-PARTY-NOTICES.txt': thirdPartyNotices(root) };
        for (const [fileName, source] of Object.entries(files)) this.emitFile({ type: 'asset', fileName, source });
      },
    },
  ];
}
