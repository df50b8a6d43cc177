/**
 * The value of an ownership TXT record. `external-dns`: byte for byte what external-dns writes (docs/registry/txt.md);
 * `firstlight`: the same for names that external-dns has no form for, with the name that is owned written out.
 */
export interface OwnershipMark {
  readonly heritage: 'external-dns' | 'firstlight';
  readonly ownerId: string;
  /** `ingress/namespace/name`; empty where the record names none. */
  readonly resource: string;
  /** Only of heritage `firstlight`: the record that is owned. */
  readonly owned?: { readonly name: string; readonly type: string };
}

/** RFC 1035 section 3.3: one character string holds at most 255 bytes; a longer text is several of them. */
const stringLimitBytes = 255;

/** A ResourceRecord.Value, quotes included. */
export function formatOwnership(mark: OwnershipMark): string {
  const labels = mark.heritage === 'external-dns' ? externalDnsLabels(mark) : firstlightLabels(mark);
  return quote([`heritage=${mark.heritage}`, ...labels].join(','));
}

const externalDnsLabels = (mark: OwnershipMark): readonly string[] => [
  `external-dns/owner=${mark.ownerId}`,
  `external-dns/resource=${mark.resource}`,
];

const firstlightLabels = (mark: OwnershipMark): readonly string[] => [
  `firstlight/name=${mark.owned?.name ?? ''}`,
  `firstlight/owner=${mark.ownerId}`,
  `firstlight/resource=${mark.resource}`,
  `firstlight/type=${mark.owned?.type ?? ''}`,
];

/** Undefined when the text is no ownership mark (an encrypted one is none to us), or names no owner. */
export function parseOwnership(value: string): OwnershipMark | undefined {
  const labels = new Map(unquote(value).split(',').map(splitLabel));
  const heritage = labels.get('heritage');
  if (heritage !== 'external-dns' && heritage !== 'firstlight') return undefined;
  const ownerId = labels.get(`${heritage}/owner`) ?? '';
  if (ownerId === '') return undefined;
  const resource = labels.get(`${heritage}/resource`) ?? '';
  if (heritage === 'external-dns') return { heritage, ownerId, resource };
  const owned = { name: labels.get('firstlight/name') ?? '', type: labels.get('firstlight/type') ?? '' };
  return { heritage, ownerId, resource, owned };
}

function splitLabel(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Bytes that Route 53 wants escaped stand as `\ooo` (Developer Guide, "TXT record type"). */
function quote(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  const strings: string[] = [];
  for (let at = 0; at < bytes.length; at += stringLimitBytes) {
    strings.push(
      `"${bytes
        .slice(at, at + stringLimitBytes)
        .map(escapeByte)
        .join('')}"`,
    );
  }
  return strings.join(' ');
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === '"' || character === '\\') return `\\${character}`;
  return byte >= 0x20 && byte < 0x7f ? character : `\\${byte.toString(8).padStart(3, '0')}`;
}

const quotedString = /"((?:[^"\\]|\\[0-7]{3}|\\.)*)"/g;
const escapedCharacter = /\\([0-7]{3}|.)/g;

function unquote(value: string): string {
  const text = [...value.matchAll(quotedString)].map((match) => match[1] ?? '').join('');
  const bytes = text.replaceAll(escapedCharacter, (_whole, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(Number.parseInt(escaped, 8) & 0xff) : escaped,
  );
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}
