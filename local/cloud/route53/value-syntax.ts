import { isIPv4, isIPv6 } from 'node:net';
import { isNameFault, parseName, showName } from './names.ts';
import type { ResourceRecordSet } from './record-set.ts';

type RecordType = ResourceRecordSet['Type'];

/**
 * What is wrong with a value, in Route 53's words where users quote them, else in the same style; undefined when nothing is.
 * Source: Developer Guide, "Supported DNS record types"; words from gomodules/dns#7, danpilch/aws-dyndns#3, boto/boto3#1462.
 */
export function valueFault(type: RecordType, value: string): string | undefined {
  const problem = check(type, value);
  return problem === undefined ? undefined : `${problem} encountered with '${value}'`;
}

function check(type: RecordType, value: string): string | undefined {
  if (type === 'A') return address(value, 'ARRDATA', 'IPv4', isIPv4);
  // A zone index (fe80::1%eth0) is not part of an address in DNS.
  if (type === 'AAAA') return address(value, 'AAAARRDATA', 'IPv6', (text) => isIPv6(text) && !text.includes('%'));
  if (type === 'TXT' || type === 'SPF') return strings(value);
  return fields(type, value);
}

function address(
  value: string,
  prefix: string,
  version: string,
  isValid: (text: string) => boolean,
): string | undefined {
  if (/\s/.test(value)) return `${prefix}NotSingleField (Value contains spaces)`;
  return isValid(value) ? undefined : `${prefix}Illegal${version}Address (Value is not a valid ${version} address)`;
}

/** One quoted string: what is between the quotes, escapes kept: `\"`, `\\` and `\ooo` stand for one character each. */
const quoted = /"((?:[ !#-[\]-~]|\\[0-3][0-7]{2}|\\["\\])*)"/;
const quotedStrings = new RegExp(`^${quoted.source}(?:[ \\t]+${quoted.source})*$`);
const escaped = /\\(?:[0-3][0-7]{2}|["\\])/g;

/** Strings in quotation marks of at most 255 characters each, divided by spaces; only printable ASCII stands unescaped. */
function strings(value: string): string | undefined {
  if (!value.startsWith('"')) return 'InvalidCharacterString (Value should be enclosed in quotation marks)';
  if (!quotedStrings.test(value)) return 'InvalidCharacterString (Value contains unsupported characters)';
  const tooLong = readStrings(value).some((text) => text.length > 255);
  return tooLong ? 'CharacterStringTooLong (Value is too long)' : undefined;
}

/** The strings of a TXT value as bytes in latin1 text. */
export const readStrings = (value: string): readonly string[] =>
  [...value.matchAll(new RegExp(quoted, 'g'))].map(([, inner = '']) =>
    inner.replaceAll(escaped, (code) =>
      code.length === 2 ? code.slice(1) : String.fromCharCode(Number.parseInt(code.slice(1), 8)),
    ),
  );

const u8 = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 255;
const u16 = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
const u32 = (text: string): boolean => /^\d{1,10}$/.test(text) && Number(text) <= 4_294_967_295;
const name = (text: string): boolean => !isNameFault(parseName(text));
const hex = (text: string): boolean => /^(?:[0-9a-fA-F]{2})+$/.test(text);
const text = (field: string): boolean => field.startsWith('"') && strings(field) === undefined;
/** Assumption, the stricter reading: only the three tags that the guide explains. */
const tag = (field: string): boolean => ['issue', 'issuewild', 'iodef'].includes(field);
const parameter = (field: string): boolean => /^[a-z0-9-]{1,63}(?:=[!-~]+)?$/.test(field);

/** The fields of each remaining type, in order. */
const forms: Partial<Record<RecordType, readonly ((field: string) => boolean)[]>> = {
  CNAME: [name],
  NS: [name],
  PTR: [name],
  MX: [u16, name],
  SRV: [u16, u16, u16, name],
  CAA: [u8, tag, text],
  SOA: [name, name, u32, u32, u32, u32, u32],
  NAPTR: [u16, u16, text, text, text, name],
  DS: [u16, u8, u8, hex],
  TLSA: [u8, u8, u8, hex],
  SSHFP: [u8, u8, hex],
  SVCB: [u16, name],
  HTTPS: [u16, name],
};

function fields(type: RecordType, value: string): string | undefined {
  const form = forms[type] ?? [];
  // Quoted strings may hold spaces.
  const given = value.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const rest = given.slice(form.length);
  const spare = type === 'SVCB' || type === 'HTTPS' ? rest.every(parameter) : rest.length === 0;
  const fits = form.every((isValid, at) => isValid(given[at] ?? '')) && spare && value.trim() === value;
  return fits ? undefined : `${type}RRDATAInvalid (Value is not a valid ${type} record)`;
}

const nameTypes: readonly RecordType[] = ['CNAME', 'NS', 'PTR'];

/** Two values that say the same have the same comparable form. Assumption, the stricter reading: spelling makes no difference. */
export function comparable(type: RecordType, value: string): string {
  if (type === 'AAAA' && isIPv6(value)) return new URL(`http://[${value}]`).hostname;
  if (!nameTypes.includes(type)) return value;
  const labels = parseName(value);
  return isNameFault(labels) ? value : showName(labels);
}
