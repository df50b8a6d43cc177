import type { Answer } from 'dns-packet';
import { readStrings } from '../route53/value-syntax.ts';

/** One value to be answered under a name. */
export interface AnswerValue {
  /** In the spelling of the question, without the final dot. */
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly value: string;
}

/** The types this server can answer; it answers NOTIMP for the others. */
export const answerable = new Set(['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'TXT', 'MX', 'SRV', 'CAA', 'SOA']);

/** A stored value as the packet library wants it; values have passed Route 53's syntax rules. */
export function toAnswer({ name, type, ttl, value }: AnswerValue): Answer {
  const to = { name, ttl };
  const fields = value.split(/\s+/);
  const [one = '', two = '', three = '', four = ''] = fields;
  switch (type) {
    case 'A':
    case 'AAAA':
      return { ...to, type, data: value };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { ...to, type, data: wireName(value) };
    case 'MX':
      return { ...to, type, data: { preference: Number(one), exchange: wireName(two) } };
    case 'SRV':
      return {
        ...to,
        type,
        data: { priority: Number(one), weight: Number(two), port: Number(three), target: wireName(four) },
      };
    case 'CAA':
      return { ...to, type, data: { flags: Number(one), tag: caaTag(two), value: readStrings(value).join('') } };
    case 'SOA':
      return { ...to, type, data: soaData(fields) };
    default:
      return { ...to, type: 'TXT', data: readStrings(value).map((text) => Buffer.from(text, 'latin1')) };
  }
}

// No other tag passes the syntax rules.
const caaTag = (tag: string): 'issue' | 'issuewild' | 'iodef' =>
  tag === 'issuewild' || tag === 'iodef' ? tag : 'issue';

function soaData([mname = '', rname = '', ...numbers]: readonly string[]) {
  const [serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0] = numbers.map(Number);
  return { mname: wireName(mname), rname: wireName(rname), serial, refresh, retry, expire, minimum };
}

/** `\052` becomes `*`; other escapes stand as they are, as the library can write no dot inside a label. */
const wireName = (name: string): string => name.replace(/^\\052\./, '*.').replace(/\.$/, '');
