import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Socket as Connection, createServer, type Server } from 'node:net';
import type { AnsweredZone } from '../route53/zone.ts';
import { inventAddresses, type ResolveAlias } from './load-balancers.ts';
import { answerPacket } from './packet.ts';
import type { DnsView } from './view.ts';

export interface DnsOptions {
  /** The zones as they are to be answered at a moment. */
  readonly zones: (nowMs: number) => readonly AnsweredZone[];
  readonly view: DnsView;
  /** 0 takes any port that is free for both UDP and TCP. */
  readonly port: number;
  /** Gives the time in ms. */
  readonly clock: () => number;
  /** Addresses of alias targets outside our zones; by default load balancers get invented ones. */
  readonly resolveAlias?: ResolveAlias;
}

export interface RunningDns {
  readonly port: number;
  close(): Promise<void>;
}

type Answer = (query: Buffer, transport: 'udp' | 'tcp') => Buffer | undefined;

const idleMs = 10_000;
const tries = 10;

/** Answers DNS over UDP and TCP on 127.0.0.1. @throws when the port is taken. */
export async function serveDns(options: DnsOptions): Promise<RunningDns> {
  const { zones, view, clock, resolveAlias = inventAddresses } = options;
  const answer: Answer = (query, transport) =>
    answerPacket({ view, zones: zones(clock()), resolveAlias }, query, transport);
  const { tcp, udp, port } = await bind(options.port, answer);
  return {
    port,
    close: async () => {
      udp.close();
      tcp.close();
      for (const connection of tcp.connections) connection.destroy();
      await once(tcp.server, 'close');
    },
  };
}

interface TcpListener {
  readonly server: Server;
  readonly connections: ReadonlySet<Connection>;
  close(): void;
}

/** With port 0 the port that TCP got may be taken for UDP: then another one is drawn. */
async function bind(port: number, answer: Answer): Promise<{ tcp: TcpListener; udp: Socket; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const tcp = await listenTcp(port, answer);
    const address = tcp.server.address();
    const bound = address === null || typeof address === 'string' ? port : address.port;
    try {
      return { tcp, udp: await listenUdp(bound, answer), port: bound };
    } catch (error) {
      tcp.close();
      if (port !== 0 || attempt === tries) throw error;
    }
  }
}

async function listenUdp(port: number, answer: Answer): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port: to, address }) => {
    const reply = answer(query, 'udp');
    if (reply !== undefined) socket.send(reply, to, address, ignoreGoneAsker);
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** An asker that has gone away is no fault of ours: UDP promises nothing. */
const ignoreGoneAsker = (): void => {};

async function listenTcp(port: number, answer: Answer): Promise<TcpListener> {
  const connections = new Set<Connection>();
  const server = createServer((connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => connection.destroy());
    connection.setTimeout(idleMs, () => connection.destroy());
    answerStream(connection, answer);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, connections, close: () => server.close() };
}

/** RFC 1035 §4.2.2: each message has its length in two bytes before it; several may follow one another. */
function answerStream(connection: Connection, answer: Answer): void {
  let waiting = Buffer.alloc(0);
  connection.on('data', (received: Buffer) => {
    waiting = Buffer.concat([waiting, received]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0);
      const reply = answer(waiting.subarray(2, end), 'tcp');
      waiting = waiting.subarray(end);
      if (reply === undefined) return void connection.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      connection.write(Buffer.concat([length, reply]));
    }
  });
}
