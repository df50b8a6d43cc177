import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Front, serveTlsFront } from '../../../local/cloud/tls/front.ts';
import { type KeyedCertificate, makeAuthority, openAuthority } from '../../../local/cloud/tls/local-authority.ts';
import { serveExampleApp } from '../../../local/start/example-app.ts';

const hourMs = 3_600_000;
const handshake = (host: string): string =>
  [
    'GET /chat?room=1 HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    // The key and its answer are those of RFC 6455, 1.3.
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '',
    '',
  ].join('\r\n');

/** As a client sends it: masked (RFC 6455, 5.3). */
function masked(first: number, payload: Buffer): Buffer {
  const mask = Buffer.from([1, 2, 3, 4]);
  const { length } = payload;
  const head = length < 126 ? [first, 0x80 | length] : [first, 0x80 | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

function plain(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  return Buffer.concat([
    Buffer.from(length < 126 ? [first, length] : [first, 126, length >> 8, length & 0xff]),
    payload,
  ]);
}

describe('a websocket through the HTTPS of the sandbox', () => {
  const certificates = new Map<string, KeyedCertificate>();
  let ca = '';
  const open: { close(): unknown }[] = [];
  beforeAll(async () => {
    const nowMs = Date.now();
    const root = await makeAuthority(nowMs);
    ca = root.certificate;
    const authority = await openAuthority(root);
    const between = { notBeforeMs: nowMs - hourMs, notAfterMs: nowMs + 24 * hourMs, keyAlgorithm: 'EC_prime256v1' };
    for (const name of ['chat.example.com', 'other.example.com']) {
      certificates.set(name, await authority.sign({ ...between, names: [name] }));
    }
  });
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  const serve = async (idleTimeoutSeconds: number): Promise<Front> => {
    const app = await serveExampleApp(async (host) => (host === 'chat.example.com' ? 'Ingress/shop/chat' : undefined));
    open.push(app);
    const front = await serveTlsFront({
      port: 0,
      certificateFor: async (serverName) => certificates.get(serverName === '' ? 'other.example.com' : serverName),
      backendPort: app.port,
      idleTimeoutSeconds,
    });
    open.push(front);
    return front;
  };
  const dial = async ({ port }: Front, servername: string): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port, ca, servername });
    open.push({ close: () => socket.destroy() });
    await once(socket, 'secureConnect');
    return socket;
  };
  /** All that was said until `isEnough`, or the end. */
  const heard = async (socket: TLSSocket, isEnough: (said: Buffer) => boolean): Promise<Buffer> => {
    let said = Buffer.alloc(0);
    for await (const bytes of socket.iterator({ destroyOnReturn: false })) {
      said = Buffer.concat([said, bytes]);
      if (isEnough(said)) break;
    }
    return said;
  };
  const upgraded = async (front: Front): Promise<TLSSocket> => {
    const socket = await dial(front, 'chat.example.com');
    socket.write(handshake('chat.example.com'));
    const said = await heard(socket, (all) => all.includes('\r\n\r\n'));
    expect(said.toString().split('\r\n')).toEqual(
      expect.arrayContaining([
        'HTTP/1.1 101 Switching Protocols',
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      ]),
    );
    return socket;
  };

  it.each([
    ['a message', 0x81, Buffer.from('hello')],
    ['the first part of one', 0x01, Buffer.from('hel')],
    ['a longer one', 0x82, Buffer.alloc(40_000, 7)],
  ])('says %s again, over the certificate of the server name', async (_what, first, payload) => {
    const socket = await upgraded(await serve(60));
    expect(socket.getPeerCertificate().subjectaltname).toBe('DNS:chat.example.com');
    const wanted = plain(first, payload);
    const sent = masked(first, payload);
    socket.write(sent.subarray(0, 3));
    socket.write(sent.subarray(3));
    expect((await heard(socket, ({ length }) => length >= wanted.length)).equals(wanted)).toBe(true);
  });

  it('answers a ping, and ends as the client does', async () => {
    const socket = await upgraded(await serve(60));
    socket.write(masked(0x89, Buffer.from('still there?')));
    const pong = plain(0x8a, Buffer.from('still there?'));
    expect((await heard(socket, ({ length }) => length >= pong.length)).equals(pong)).toBe(true);
    socket.write(masked(0x88, Buffer.from([0x03, 0xe8])));
    expect((await heard(socket, () => false)).equals(plain(0x88, Buffer.from([0x03, 0xe8])))).toBe(true);
  });

  it('closes what is silent for as long as the edge says, and not before', async () => {
    const socket = await upgraded(await serve(1));
    const begunMs = performance.now();
    setTimeout(() => socket.write(masked(0x81, Buffer.from('a'))), 600);
    const said = await heard(socket, () => false);
    expect(said.equals(plain(0x81, Buffer.from('a')))).toBe(true);
    expect(performance.now() - begunMs).toBeGreaterThan(1_500);
  });

  it.each([
    ['a host that nothing serves', 'other.example.com', 'HTTP/1.1 404 Not Found'],
    ['what is no websocket', 'chat.example.com', 'HTTP/1.1 400 Bad Request'],
  ])('refuses %s', async (_what, host, status) => {
    const socket = await dial(await serve(60), host);
    const asked = handshake(host);
    socket.write(status.includes('400') ? asked.replace('Version: 13', 'Version: 12') : asked);
    expect((await heard(socket, () => false)).toString().split('\r\n')[0]).toBe(status);
  });
});
