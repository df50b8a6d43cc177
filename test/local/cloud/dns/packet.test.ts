import { decode, encode, type Packet } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventAddresses } from '#local/cloud/dns/load-balancers.ts';
import { answerPacket } from '#local/cloud/dns/packet.ts';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { a, record } from '../route53/ask.ts';

const values = Array.from({ length: 40 }, (_, at) => `192.0.2.${at}`);
const records = [
  a('www'),
  record('many', 'A', ...values),
  record('txt', 'TXT', '"one \\"two\\" \\303\\274" "three"'),
  record('@', 'MX', '10 mail.example.com.'),
  record('_s._tcp', 'SRV', '1 2 443 www.example.com'),
  record('@', 'CAA', '0 issue "amazon.com"'),
  record('ptr', 'PTR', 'www.example.com'),
];
const model = new Route53({ zones: [{ id: 'Z1', name: 'example.com', private: false, records }] });
const source = { view: 'public', zones: model.answeredZones(0), resolveAlias: inventAddresses } as const;

const reply = (query: Buffer, transport: 'udp' | 'tcp' = 'udp') => {
  const answer = answerPacket(source, query, transport);
  return answer === undefined ? undefined : { ...decode(answer), bytes: answer.length };
};
const query = (packet: Partial<Packet>) => encode({ type: 'query', id: 7, flags: 0x0100, ...packet });
const question = (name: string, type: 'A' | 'TXT' | 'MX' | 'SRV' | 'CAA' | 'PTR' | 'SOA' | 'NS' = 'A') => ({
  questions: [{ name, type }],
});
const edns = (udpPayloadSize: number, ednsVersion = 0): Partial<Packet> => ({
  additionals: [
    { type: 'OPT', name: '.', udpPayloadSize, extendedRcode: 0, ednsVersion, flags: 0, flag_do: false, options: [] },
  ],
});

describe('a packet', () => {
  it('comes back with its id, its question as it was spelled, and the authoritative bit', () => {
    expect(reply(query(question('wWw.Example.com')))).toMatchObject({
      id: 7,
      flag_qr: true,
      flag_aa: true,
      flag_rd: true,
      flag_ra: false,
      rcode: 'NOERROR',
      questions: [{ name: 'wWw.Example.com', type: 'A' }],
      answers: [{ name: 'wWw.Example.com', type: 'A', ttl: 60, data: '192.0.2.1' }],
      additionals: [],
    });
  });

  it.each([
    ['TXT', 'txt.example.com', [Buffer.from('one "two" ü'), Buffer.from('three')]],
    ['MX', 'example.com', { preference: 10, exchange: 'mail.example.com' }],
    ['SRV', '_s._tcp.example.com', { priority: 1, weight: 2, port: 443, target: 'www.example.com' }],
    ['CAA', 'example.com', expect.objectContaining({ flags: 0, tag: 'issue', value: 'amazon.com' })],
    ['PTR', 'ptr.example.com', 'www.example.com'],
    ['SOA', 'example.com', expect.objectContaining({ rname: 'awsdns-hostmaster.amazon.com', minimum: 86_400 })],
  ] as const)('carries %s', (type, name, expected) => {
    expect(reply(query(question(name, type)))?.answers?.[0]).toMatchObject({ type, data: expected });
  });

  it('says NXDOMAIN with the SOA', () => {
    expect(reply(query(question('nope.example.com')))).toMatchObject({
      rcode: 'NXDOMAIN',
      authorities: [{ name: 'example.com', type: 'SOA', ttl: 900 }],
    });
  });

  it('is cut at 512 bytes over UDP, at the EDNS size, and not over TCP', () => {
    const many = question('many.example.com');
    expect(reply(query(many))).toMatchObject({ flag_tc: true, answers: [] });
    expect(reply(query({ ...many, ...edns(600) }))).toMatchObject({ flag_tc: true, additionals: [{ type: 'OPT' }] });
    expect(reply(query({ ...question('www.example.com'), ...edns(600) }))?.answers).toHaveLength(1);
    const whole = reply(query(many), 'tcp');
    expect([whole?.flag_tc, whole?.answers?.length]).toEqual([false, 40]);
  });

  it('of an unknown EDNS version is BADVERS', () => {
    const badVersion = reply(query({ ...question('www.example.com'), ...edns(1232, 1) }));
    expect(badVersion).toMatchObject({ answers: [], additionals: [{ type: 'OPT', extendedRcode: 1 }] });
  });

  it.each([
    ['an update', query({ ...question('www.example.com'), flags: 5 << 11 }), 'NOTIMP'],
    ['two questions', query({ questions: [...question('a').questions, ...question('b').questions] }), 'FORMERR'],
    ['no question', query({}), 'FORMERR'],
    ['a cut question', query(question('www.example.com')).subarray(0, 20), 'FORMERR'],
    ['bytes that are no text', query(question('wüw.example.com')), 'FORMERR'],
    ['class CH', query({ questions: [{ name: 'www.example.com', type: 'A', class: 'CH' }] }), 'REFUSED'],
    ['a name outside', query(question('example.net')), 'REFUSED'],
  ])('%s is answered %s', (_, packet, rcode) => {
    expect(reply(packet)).toMatchObject({ id: 7, rcode, answers: [] });
  });

  it('that is a response, or no packet, is not answered', () => {
    expect(reply(encode({ type: 'response', id: 7, ...question('www.example.com') }))).toBeUndefined();
    expect(reply(Buffer.alloc(11))).toBeUndefined();
  });
});

describe('no packet brings the server down', () => {
  const transport = fc.constantFrom('udp', 'tcp');

  it('neither random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), transport, (bytes, over) => {
        reply(Buffer.from(bytes), over);
      }),
    );
  });

  it('nor a good question with some bytes changed', () => {
    const change = fc.record({ at: fc.nat(80), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), transport, (changes, over) => {
        const packet = Buffer.from(query({ ...question('_s._tcp.example.com', 'SRV'), ...edns(1232) }));
        for (const { at, to } of changes) packet[at % packet.length] = to;
        const answer = reply(packet, over);
        if (answer !== undefined) expect(answer.flag_qr).toBe(true);
      }),
    );
  });
});
