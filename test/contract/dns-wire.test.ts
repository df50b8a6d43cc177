import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { encode, type Packet, streamDecode, streamEncode } from 'dns-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningDns, serveDns } from '#local/cloud/dns/server.ts';
import { a, bodyOf, create, openModel, post, record } from '../local/cloud/route53/ask.ts';

let now = 0;
const model = openModel();
let server: RunningDns;
let resolver: Resolver;

beforeEach(async () => {
  server = await serveDns({ zones: (at) => model.answeredZones(at), view: 'public', port: 0, clock: () => now });
  resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.port}`]);
});
afterEach(async () => {
  resolver.cancel();
  await server.close();
});

const values = Array.from({ length: 100 }, (_, at) => `192.0.2.${at}`);
post(model, bodyOf([create(a('*.app')), create(record('many', 'A', ...values))]), 1000);

describe('a stub resolver', () => {
  it('gets a change from the moment on when it is INSYNC', async () => {
    now = 1999;
    await expect(resolver.resolve4('x.app.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    now = 2000;
    expect(await resolver.resolve4('x.app.example.com')).toEqual(['192.0.2.1']);
  });

  it('gets what does not fit into UDP over TCP', async () => {
    expect(await resolver.resolve4('many.example.com')).toHaveLength(100);
  });

  it('is refused outside the zones', async () => {
    await expect(resolver.resolve4('example.org')).rejects.toMatchObject({ code: 'EREFUSED' });
  });
});

describe('the sockets', () => {
  const question: Packet = { type: 'query', questions: [{ name: 'x.app.example.com', type: 'A' }] };

  it('answer several TCP questions of one connection, cut anywhere', async () => {
    const stream = Buffer.concat([1, 2].map((id) => streamEncode({ ...question, id })));
    const connection = connect(server.port, '127.0.0.1');
    connection.write(stream.subarray(0, 30));
    setTimeout(() => connection.write(stream.subarray(30)), 5);
    let received = Buffer.alloc(0);
    while (received.length < 2 || received.length < 2 * (2 + received.readUInt16BE(0))) {
      const [part] = await once(connection, 'data');
      received = Buffer.concat([received, part]);
    }
    connection.destroy();
    const second = received.subarray(2 + received.readUInt16BE(0));
    expect([streamDecode(received).id, streamDecode(second).id]).toEqual([1, 2]);
  });

  it('live on after garbage on both', async () => {
    const udp = createSocket('udp4');
    const tcp = connect(server.port, '127.0.0.1');
    udp.send(Buffer.from('garbage that is no DNS message'), server.port, '127.0.0.1');
    tcp.end(Buffer.from('\0\x05hello and more'));
    udp.send(encode({ ...question, id: 9 }), server.port, '127.0.0.1');
    await once(udp, 'message');
    udp.close();
    tcp.destroy();
    expect(await resolver.resolve4('x.app.example.com')).toEqual(['192.0.2.1']);
  });

  it('say when their port is taken', async () => {
    const options = { zones: () => [], view: 'public', port: server.port, clock: () => now } as const;
    await expect(serveDns(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
