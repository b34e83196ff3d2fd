/** Hands out the files of the page on localhost, and nothing else to nobody else. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** Size of each file as it goes over the line. */
export function compressed(files: ReadonlyMap<string, string>): Map<string, Buffer> {
  return new Map([...files].map(([name, text]) => [name, gzipSync(text, { level: 9 })]));
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(why);
}

function server(files: ReadonlyMap<string, string>): Server {
  const packed = compressed(files);
  return createServer((request, response) => {
    // Not as a URL: what a caller sends need not be one, and no request may end the server.
    const name = (request.url ?? '/').replace(/[?#].*$/, '').replace(/^\/+/, '') || 'index.html';
    const text = files.get(name);
    const bytes = packed.get(name);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'only GET');
    if (text === undefined || bytes === undefined) return refuse(response, 404, `there is no ${name}`);
    const isPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(200, {
      'content-type': TYPES[name.split('.').pop() ?? ''] ?? 'text/plain',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : isPacked ? bytes : text);
  });
}

/** Port 0 takes any that is free. */
export function serve(files: ReadonlyMap<string, string>, port: number): Promise<Served> {
  return new Promise((resolve, reject) => {
    const one = server(files);
    one.once('error', reject);
    one.listen(port, 'localhost', () => {
      const { port: taken } = one.address() as AddressInfo;
      resolve({
        address: `http://localhost:${taken}/`,
        close: () =>
          new Promise((done) => {
            one.close(() => done());
            one.closeAllConnections();
          }),
      });
    });
  });
}
