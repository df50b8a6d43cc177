import { createServer } from 'node:http';
import { type Front, listen } from '../cloud/tls/front.ts';

/**
 * An ingress controller with all its applications: what serves a host says which host and path it saw, and 404 where nothing does.
 * @param serving what serves a host, undefined for nothing
 */
export const serveExampleApp = (serving: (host: string) => Promise<string | undefined>): Promise<Front> =>
  listen(
    createServer((request, response) => {
      const { host = '', 'x-forwarded-proto': scheme = 'http' } = request.headers;
      const [name = ''] = host.toLowerCase().split(':');
      const answer = (status: number, lines: readonly string[]): void => {
        const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
        response.writeHead(status, headers).end(`${lines.join('\n')}\n`);
      };
      request.resume();
      serving(name).then(
        (app) => {
          const seen = [`host: ${name}`, `path: ${request.url ?? '/'}`, `scheme: ${scheme}`];
          if (app === undefined) answer(404, [`Nothing serves ${name} here.`]);
          else answer(200, [`${app} says hello.`, ...seen]);
        },
        () => answer(503, ['The sandbox is ending.']),
      );
    }),
    0,
  );
