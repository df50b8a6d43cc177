import { request as ask, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Behind {
  readonly port: number;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/**
 * A request for another protocol, as of a websocket, goes on behind like any other; once the application takes it, bytes
 * pass both ways until one side ends. Source: User Guide, "Listeners for your Application Load Balancers": WebSockets.
 * @param head what the client sent after its request already
 */
export function passUpgrade(
  request: IncomingMessage,
  client: Duplex,
  behind: Behind & { readonly head: Buffer },
): void {
  const { method } = request;
  const { head, ...to } = behind;
  const asked = ask({ host: '127.0.0.1', ...to, ...(method === undefined ? {} : { method }) });
  client.on('error', () => asked.destroy());
  client.on('close', () => asked.destroy());
  asked.on('upgrade', (answer, application, first) => {
    client.write(headOf(answer));
    client.write(first);
    application.write(head);
    application.on('error', () => client.destroy());
    application.on('close', () => client.destroy());
    client.on('close', () => application.destroy());
    application.pipe(client).pipe(application);
  });
  // It is not taken: the answer says why, and is the last one here.
  asked.on('response', (answer) => {
    const { statusCode = 502, statusMessage = '', rawHeaders } = answer;
    client.write(headOf({ statusCode, statusMessage, rawHeaders: [...withoutHop(rawHeaders), 'Connection', 'close'] }));
    answer.pipe(client);
  });
  asked.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'));
  asked.end();
}

type Answer = Pick<IncomingMessage, 'statusCode' | 'statusMessage' | 'rawHeaders'>;

function headOf({ statusCode = 502, statusMessage = '', rawHeaders }: Answer): string {
  const lines = pairs(rawHeaders).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...lines, '', ''].join('\r\n');
}

/** Node has taken the chunks of the body apart, and the connection behind is another one (RFC 9110, 7.6.1). */
const hopHeaders = ['connection', 'keep-alive', 'transfer-encoding'];

const withoutHop = (raw: readonly string[]): readonly string[] =>
  pairs(raw)
    .filter(([name]) => !hopHeaders.includes(name.toLowerCase()))
    .flat();

const pairs = (raw: readonly string[]): readonly (readonly [string, string])[] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
