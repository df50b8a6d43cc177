import {
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type OptAnswer,
  type Packet,
  type Question,
  TRUNCATED_RESPONSE,
} from 'dns-packet';
import { type AnswerSource, answerQuestion, type DnsAnswer, emptyAnswer, type ResponseCode } from './answer.ts';
import { toAnswer } from './rdata.ts';

const headerBytes = 12;
/** RFC 1035 §4.2.1: without EDNS an answer over UDP has at most 512 bytes. */
const plainUdpBytes = 512;
/** What we take and give over UDP at most; the size of the DNS flag day 2020. */
const ownUdpBytes = 1232;
const mostTcpBytes = 65_535;

const responseBit = 0x8000;
const opcodeMask = 0x7800;
/** Opcode, "recursion desired" and "checking disabled" of the question come back in the answer. */
const echoedFlags = 0x7910;

const codes: Readonly<Record<ResponseCode, number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
};

/**
 * Answers one packet: bytes in, bytes out. Undefined for what deserves no answer: less than a header, or itself a response.
 * Junk after a header is FORMERR, an opcode other than QUERY is NOTIMP, a class other than IN is REFUSED. Never throws.
 */
export function answerPacket(source: AnswerSource, query: Buffer, transport: 'udp' | 'tcp'): Buffer | undefined {
  if (query.length < headerBytes) return undefined;
  const [id, flags] = [query.readUInt16BE(0), query.readUInt16BE(2)];
  if ((flags & responseBit) !== 0) return undefined;
  const head = { id, flags: flags & echoedFlags, type: 'response' } as const;
  const failed = (code: ResponseCode): Buffer => encode({ ...head, flags: head.flags | codes[code] });
  if ((flags & opcodeMask) !== 0) return failed('NOTIMP');
  try {
    const asked = readQuery(query);
    return asked === undefined ? failed('FORMERR') : respond(source, { head, asked, transport });
  } catch {
    // Only the packet library throws here, on bytes that are no DNS message or hold a name that it cannot write.
    return failed('FORMERR');
  }
}

interface Asked {
  readonly question: Question;
  /** The EDNS part of the question, if it has one. */
  readonly edns?: { readonly udpBytes: number; readonly version: number };
}

function readQuery(query: Buffer): Asked | undefined {
  const { questions = [], additionals = [] } = decode(query);
  const [question, ...more] = questions;
  // The library reads labels as UTF-8 and could not write other bytes back.
  if (question === undefined || more.length > 0 || !/^[ -~]*$/.test(question.name)) return undefined;
  const [opt, second] = additionals.flatMap((record) => (record.type === 'OPT' ? [record] : []));
  if (second !== undefined) return undefined;
  if (opt === undefined) return { question };
  return { question, edns: { udpBytes: opt.udpPayloadSize, version: opt.ednsVersion } };
}

interface Exchange {
  readonly head: { readonly id: number; readonly flags: number; readonly type: 'response' };
  readonly asked: Asked;
  readonly transport: 'udp' | 'tcp';
}

function respond(source: AnswerSource, { head, asked, transport }: Exchange): Buffer {
  const { question, edns } = asked;
  const version = edns?.version ?? 0;
  const answer = version > 0 ? emptyAnswer('NOERROR') : answerOf(source, question);
  const flags = head.flags | codes[answer.code] | (answer.isAuthoritative ? AUTHORITATIVE_ANSWER : 0);
  const base: Packet = {
    ...head,
    flags,
    questions: [question],
    // RFC 6891 §6.1.3: a version that we do not know is BADVERS, whose upper bits stand in the OPT record.
    additionals: edns === undefined ? [] : [optRecord(version > 0 ? 1 : 0)],
  };
  const whole = encode({
    ...base,
    answers: answer.answers.map(toAnswer),
    authorities: answer.authorities.map(toAnswer),
  });
  const most = transport === 'tcp' ? mostTcpBytes : udpLimit(edns?.udpBytes);
  return whole.length <= most ? whole : encode({ ...base, flags: flags | TRUNCATED_RESPONSE });
}

const udpLimit = (udpBytes: number | undefined): number =>
  udpBytes === undefined ? plainUdpBytes : Math.min(ownUdpBytes, Math.max(plainUdpBytes, udpBytes));

const optRecord = (extendedRcode: number): OptAnswer => ({
  type: 'OPT',
  name: '.',
  udpPayloadSize: ownUdpBytes,
  extendedRcode,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
});

const answerOf = (source: AnswerSource, { name, type, class: asked = 'IN' }: Question): DnsAnswer =>
  asked === 'IN' ? answerQuestion(source, name, type) : emptyAnswer('REFUSED');
