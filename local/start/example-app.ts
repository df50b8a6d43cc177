import { createServer, type IncomingMessage } from 'node:http';
import { type Front, listen } from '../cloud/tls/front.ts';
import { echoWebsocket } from './websocket-echo.ts';

/**
 * An ingress controller with all its applications: what serves a host says which host and path it saw, and 404 where nothing
 * does. A websocket says again whatever it is told.
 * @param serving what serves a host, undefined for nothing
 * @param isStopped where nobody answers the controller
 */
export function serveExampleApp(
  serving: (host: string) => Promise<string | undefined>,
  isStopped: (host: string) => boolean = () => false,
): Promise<Front> {
  const server = createServer((request, response) => {
    const { 'x-forwarded-proto': scheme = 'http' } = request.headers;
    const name = nameIn(request);
    const answer = (status: number, lines: readonly string[]): void => {
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
      response.writeHead(status, headers).end(`${lines.join('\n')}\n`);
    };
    request.resume();
    serving(name).then(
      (app) => {
        const seen = [`host: ${name}`, `path: ${request.url ?? '/'}`, `scheme: ${scheme}`];
        if (isStopped(name)) answer(502, [`${app ?? name} is stopped.`]);
        else if (app === undefined) answer(404, [`Nothing serves ${name} here.`]);
        else answer(200, [`${app} says hello.`, ...seen]);
      },
      () => answer(503, ['The sandbox is ending.']),
    );
  });
  server.on('upgrade', (request, socket, head) => {
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    socket.on('error', () => socket.destroy());
    serving(nameIn(request)).then(
      (app) => (app === undefined ? refuse('404 Not Found') : echoWebsocket(request, socket, head)),
      () => refuse('503 Service Unavailable'),
    );
  });
  return listen(server, 0);
}

const nameIn = ({ headers }: IncomingMessage): string => headers.host?.toLowerCase().split(':')[0] ?? '';
