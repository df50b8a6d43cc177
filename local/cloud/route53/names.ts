/**
 * DNS names as Route 53 reads and shows them (Developer Guide, "DNS domain name format").
 * Inside the model a name is its labels: bytes as latin1 text, lower case, leftmost first; `*` and `\052` are the same byte.
 */
export type Labels = readonly string[];

/** Why a text is no name, in the words of Route 53, e.g. `DomainLabelEmpty (Domain label is empty) encountered with 'a..b'`. */
export interface NameFault {
  readonly fault: string;
}

const longestLabelBytes = 63;
/** RFC 1035 §3.1: 255 bytes on the wire, each label's length byte and the root label included. */
const longestNameBytes = 255;
const plain = /^[a-z0-9_-]$/;

export const isNameFault = (read: Labels | NameFault): read is NameFault => 'fault' in read;

/**
 * Reads a name with or without its final dot, in any case, with `\ooo` escapes.
 * Assumption, the stricter reading: a backslash that is not followed by three octal digits is refused.
 */
export function parseName(text: string): Labels | NameFault {
  if (text === '') return fault('DomainNameEmpty (Domain name is empty)', text);
  if (text === '.') return [];
  const labels: string[] = [];
  let label = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '.') {
      labels.push(label);
      label = '';
      continue;
    }
    const byte = readByte(text, at);
    if (byte === undefined) return fault('UnsupportedCharacter (Value contains unsupported characters)', character);
    if (character === '\\') at += 3;
    label += lowerCase(byte);
  }
  if (!text.endsWith('.') || label !== '') labels.push(label);
  return checkLengths(labels, text);
}

function readByte(text: string, at: number): string | undefined {
  const character = text[at] ?? '';
  if (character !== '\\') return character > ' ' && character < '\x7f' ? character : undefined;
  const digits = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4))?.[0];
  return digits === undefined ? undefined : String.fromCharCode(Number.parseInt(digits, 8));
}

const lowerCase = (byte: string): string => (byte >= 'A' && byte <= 'Z' ? byte.toLowerCase() : byte);

function checkLengths(labels: readonly string[], text: string): Labels | NameFault {
  if (labels.includes('')) return fault('DomainLabelEmpty (Domain label is empty)', text);
  const long = labels.find((label) => label.length > longestLabelBytes);
  if (long !== undefined) return fault('DomainLabelTooLong (Domain label is too long)', showLabel(long));
  const bytes = labels.reduce((sum, label) => sum + label.length + 1, 1);
  return bytes > longestNameBytes ? fault('DomainNameTooLong (Domain name is too long)', text) : labels;
}

const fault = (problem: string, value: string): NameFault => ({ fault: `${problem} encountered with '${value}'` });

/**
 * The name as the API returns it: final dot, and everything but a-z, 0-9, hyphen and underscore as `\ooo`.
 * Source: "DNS domain name format": "If the domain name includes any characters other than …, Route 53 API actions return
 * the characters as escape codes".
 */
export const showName = (labels: Labels): string => `${labels.map(showLabel).join('.')}.`;

const showLabel = (label: string): string =>
  [...label].map((byte) => (plain.test(byte) ? byte : `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`)).join('');

/**
 * Where a name stands in Route 53's lists: labels reversed, each with its dot, compared byte by byte.
 * Source: API reference, ListResourceRecordSets: "com.example.www. Note the trailing dot, which can change the sort order".
 * A dot inside a label keeps its escape, so that the key is unique.
 */
export const sortKey = (labels: Labels): string =>
  labels
    .toReversed()
    .map((label) => `${label.replaceAll('.', '\\056')}.`)
    .join('');

/** True for the zone's own name and every name beneath it. */
export const liesWithin = (labels: Labels, zone: Labels): boolean => sortKey(labels).startsWith(sortKey(zone));

/** Only a leftmost label that is nothing but `*` is a wildcard; anywhere else it is the character. */
export const isWildcard = (labels: Labels): boolean => labels[0] === '*';
