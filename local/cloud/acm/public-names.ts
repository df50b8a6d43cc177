/** Public DNS as the world sees it at a moment. */
export interface PublicNames {
  /** The values of a name's records as text; none where there are none. CAA follows CNAMEs on the way, as resolvers do. */
  resolve(name: string, type: 'CNAME' | 'CAA', nowMs: number): readonly string[];
}

/** Whether the CNAME that shows a name to be ours stands. */
export function stands(names: PublicNames, record: { name: string; value: string }, nowMs: number): boolean {
  const found = names.resolve(record.name, 'CNAME', nowMs);
  return found.some((value) => plain(value) === plain(record.value));
}

/** ACM User Guide, "Certification Authority Authorization (CAA) record": these four let Amazon issue. */
const amazon = new Set(['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com']);

/**
 * Whether CAA lets Amazon issue for a name: the records of the nearest ancestor that has any; `issuewild` before `issue` for a
 * wildcard; an unknown tag that is critical forbids. Source: RFC 8659 §3, §4.1–4.3.
 */
export function maySign(names: PublicNames, name: string, nowMs: number): boolean {
  const labels = name.replace(/^\*\./, '').split('.');
  for (let from = 0; from < labels.length; from += 1) {
    const found = names.resolve(labels.slice(from).join('.'), 'CAA', nowMs).map(readCaa);
    if (found.length > 0) return allows(found, name.startsWith('*.'));
  }
  return true;
}

interface Caa {
  readonly isCritical: boolean;
  readonly tag: string;
  readonly issuer: string;
}

const known = new Set(['issue', 'issuewild', 'iodef', 'issuemail', 'contactemail', 'contactphone']);

function allows(records: readonly Caa[], isWildcard: boolean): boolean {
  if (records.some(({ isCritical, tag }) => isCritical && !known.has(tag))) return false;
  const wild = isWildcard ? records.filter(({ tag }) => tag === 'issuewild') : [];
  const relevant = wild.length > 0 ? wild : records.filter(({ tag }) => tag === 'issue');
  return relevant.length === 0 || relevant.some(({ issuer }) => amazon.has(issuer));
}

/** `0 issue "amazon.com; parameters"` as Route 53 writes it. */
function readCaa(text: string): Caa {
  const [, flags = '0', tag = '', value = ''] = /^(\d+)\s+(\S+)\s+"?([^"]*)"?$/.exec(text.trim()) ?? [];
  const [issuer = ''] = value.split(';');
  return { isCritical: (Number(flags) & 128) !== 0, tag: tag.toLowerCase(), issuer: plain(issuer.trim()) };
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
