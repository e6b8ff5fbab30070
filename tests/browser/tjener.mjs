// A server that holds the site to the policy it promises to keep: nothing from elsewhere, nothing inline.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

/** Where the site also stands, to see that it does not care. */
export const SUBFOLDER = '/en/mappe/';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.xml': 'application/xml', '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8', '.csv': 'text/csv; charset=utf-8',
};

/** Serves a folder at the root and under SUBFOLDER. */
export function serve(folder) {
  const server = createServer(async (request, response) => {
    let path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (path.startsWith(SUBFOLDER)) path = '/' + path.slice(SUBFOLDER.length);
    if (path.endsWith('/')) path += 'index.html';
    const file = join(folder, normalize(path));
    const headers = { 'Content-Security-Policy': "default-src 'self'", 'X-Content-Type-Options': 'nosniff' };
    try {
      const body = await readFile(file);
      response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(file)] || 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' });
      response.end('404');
    }
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      server.address_ = `http://127.0.0.1:${server.address().port}/`;
      done(server);
    });
  });
}
