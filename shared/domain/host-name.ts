import { isAddress } from './address.ts';

/** A host name in its one spelling, or what is wrong with the text, as a sentence without a subject. */
export type ReadHost = { readonly ok: true; readonly host: string } | { readonly ok: false; readonly problem: string };

const labelLimit = 63;
const nameLimit = 253;

/**
 * Reads a host name as people write it: lower case, one final dot cut, international names in their ASCII form, a `*`
 * only as the whole first label. Rules: RFC 1123 section 2.1, RFC 1035 section 2.3.4, Kubernetes' Ingress hosts.
 */
export function readHost(text: string): ReadHost {
  const trimmed = text.trim();
  const short = trimmed.endsWith('.') ? trimmed.slice(0, -1) : trimmed;
  if (short === '') return wrong('is empty; write a host name such as shop.example.com');
  if (isAddress(short.replace(/^\[|\]$/g, ''))) {
    return wrong('is an IP address; write a host name, and addresses in the annotation firstlight.dev/target');
  }
  const more = moreThanName(short);
  if (more !== undefined) return wrong(more);
  const ascii = toAscii(short);
  if (ascii === undefined)
    return wrong(strangeCharacter(short) ?? 'is no international host name; write its ASCII form (xn--…)');
  const problem = nameProblem(ascii);
  return problem === undefined ? { ok: true, host: ascii } : wrong(problem);
}

const wrong = (problem: string): ReadHost => ({ ok: false, problem });

function nameProblem(name: string): string | undefined {
  if (name === '*') return 'is a bare *; write the domain that it stands before, as in *.example.com';
  if (name.length > nameLimit)
    return `has ${name.length} characters, more than the ${nameLimit} of a host name; shorten it`;
  const labels = name.split('.');
  for (const [index, label] of labels.entries()) {
    const problem = label === '*' && index === 0 ? undefined : labelProblem(label);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function labelProblem(label: string): string | undefined {
  if (label === '') return 'has an empty label; write exactly one dot between two labels';
  if (label.includes('*')) return 'has a * that is not the whole first label; write it as in *.example.com';
  if (label.length > labelLimit) {
    return `has a label of ${label.length} characters, more than ${labelLimit}; shorten "${label.slice(0, 20)}…"`;
  }
  if (label.includes('_')) return `has an underscore, which host names may not have; write a hyphen in "${label}"`;
  const strange = strangeCharacter(label);
  if (strange !== undefined) return strange;
  if (label.startsWith('-') || label.endsWith('-')) {
    const mended = label.replace(/^-+|-+$/g, '');
    const remedy = mended === '' ? 'write letters or digits' : `write "${mended}"`;
    return `has a label that begins or ends with a hyphen, which host names may not have; ${remedy} instead of "${label}"`;
  }
  return undefined;
}

/** What people paste from a browser: a scheme before the name, a port or a path behind it. */
function moreThanName(text: string): string | undefined {
  const [, scheme = '', name = '', port = '', path = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)?([^/:]*)(:\d*)?(\/.*)?$/is.exec(text) ?? [];
  const what = scheme !== '' ? 'is a URL' : port !== '' ? 'has a port' : path === '' ? '' : 'has a path';
  if (what === '') return undefined;
  const read = name === '' ? undefined : readHost(name);
  return `${what}, not only a host name; write ${read?.ok === true ? read.host : 'the host name alone'}`;
}

/** The first character that no host name has, by name where it cannot be seen. */
function strangeCharacter(text: string): string | undefined {
  // Beyond ASCII a letter may be right: only what is never seen is surely wrong.
  const [found] = /[^a-z0-9.*\u0080-\u{10ffff}-]|[\p{C}\p{Z}]/iu.exec(text) ?? [];
  if (found === undefined) return undefined;
  const code = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (found === ' ') return 'has a blank, which host names may not have; remove it';
  if (/[\p{C}\p{Z}]/u.test(found)) return `has the invisible character ${code}; remove it`;
  return `has the character ${JSON.stringify(found)}, which host names may not have; use letters, digits and hyphens`;
}

/** The URL Standard's "domain to ASCII" by way of the one parser that every JavaScript runtime has. */
function toAscii(name: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII is.
  if (/^[\x00-\x7f]*$/.test(name)) return name.toLowerCase();
  const wildcard = name.startsWith('*.') ? '*.' : '';
  const rest = name.slice(wildcard.length);
  // The remaining ASCII must be harmless, or the parser would read a port, a path or an escape out of it.
  if (/[\s/\\:@?#%[\]<>^|]/.test(rest)) return undefined;
  const url = URL.parse(`http://${rest}/`);
  return url === null ? undefined : `${wildcard}${url.hostname}`;
}
