import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { KeyedCertificate } from './local-authority.ts';
import { passUpgrade } from './upgrade.ts';

/** A listener on 127.0.0.1. */
export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

export interface TlsFrontOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** What is shown to a client that asks for a server name, '' for none. */
  readonly certificateFor: (serverName: string) => Promise<KeyedCertificate | undefined>;
  /** Where requests go on, as plain HTTP on 127.0.0.1. */
  readonly backendPort: number;
  /** A connection on which nothing passes for so long is closed. */
  readonly idleTimeoutSeconds: number;
}

/**
 * What a load balancer does in front of an ingress controller: it ends TLS with the certificate of the server name and passes
 * requests on. Source: User Guide, "HTTP headers and Application Load Balancers": X-Forwarded-For, -Proto and -Port.
 * @throws Error with a `code` where the port is taken
 */
export async function serveTlsFront(options: TlsFrontOptions): Promise<Front> {
  const { port, certificateFor, backendPort, idleTimeoutSeconds } = options;
  const contexts = new Map<string, SecureContext>();
  const contextFor = async (serverName: string): Promise<SecureContext | undefined> => {
    const shown = await certificateFor(serverName);
    if (shown === undefined) return undefined;
    const known = contexts.get(shown.certificate) ?? contextOf(shown);
    contexts.set(shown.certificate, known);
    return known;
  };
  const otherwise = await certificateFor('');
  const server = createTlsServer(
    {
      ...(otherwise === undefined ? {} : { cert: otherwise.certificate, key: otherwise.key }),
      minVersion: 'TLSv1.2',
      SNICallback: (serverName, done) => {
        contextFor(serverName).then(
          (context) => done(null, context),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      },
    },
    (request, response) => passOn(request, response, backendPort),
  );
  server.keepAliveTimeout = idleTimeoutSeconds * 1000;
  server.setTimeout(idleTimeoutSeconds * 1000);
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.setTimeout(idleTimeoutSeconds * 1000, () => socket.destroy());
    passUpgrade(request, socket, { head, port: backendPort, path: pathOf(request), headers: forwarded(request) });
  });
  return listen(server, port);
}

/** What the listener on port 80 does: everything is sent to HTTPS. @throws Error with a `code` where the port is taken */
export async function serveRedirect(port: number): Promise<Front> {
  const server = createServer((request, response) => {
    const [host] = (request.headers.host ?? '').split(':');
    // Whoever asks without a name, or with one that is none, is not sent anywhere.
    if (host === undefined || !/^[a-z0-9.-]+$/i.test(host)) return void response.writeHead(400).end();
    response.writeHead(301, { location: `https://${host}${pathOf(request)}` }).end();
  });
  return listen(server, port);
}

const contextOf = ({ certificate, key }: KeyedCertificate): SecureContext =>
  createSecureContext({ cert: certificate, key });

/** Asked for an absolute URL, as by a client that takes us for its proxy, only the path counts. */
const pathOf = ({ url = '/' }: IncomingMessage): string => (url.startsWith('/') ? url : '/');

function forwarded({ headers, socket }: IncomingMessage): IncomingMessage['headers'] {
  const from = [headers['x-forwarded-for'], socket.remoteAddress].flat().filter((one) => one !== undefined);
  return {
    ...headers,
    'x-forwarded-for': from.join(', '),
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '443',
  };
}

function passOn(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method } = request;
  const behind = ask({
    host: '127.0.0.1',
    port,
    path: pathOf(request),
    headers: forwarded(request),
    ...(method === undefined ? {} : { method }),
  });
  behind.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  behind.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  request.pipe(behind);
}

/** Closes by breaking connections: browsers keep theirs for minutes. */
export async function listen(server: Server, port: number): Promise<Front> {
  const sockets = new Set<Socket>();
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    });
  }
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: address === null || typeof address === 'string' ? port : address.port,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
