import type { Ownership } from '#shared/domain/configuration.ts';

/** What the name of an ownership TXT record says that it marks. */
export interface MarkedEndpoint {
  readonly name: string;
  /** The record type in lower case; empty where the name says none (external-dns before 0.18). */
  readonly tag: string;
}

type Affixes = Pick<Ownership, 'prefix' | 'suffix'>;

export const typeTemplate = '%{record_type}';

/** In the order in which external-dns tries them; an affix may begin with several. */
const tags = ['a', 'aaaa', 'cname', 'ns', 'mx', 'ptr', 'srv', 'naptr'];

/**
 * The one endpoint that external-dns takes a TXT name for (registry/mapper/mapper.go, ToEndpointName): `a-shop` always
 * marks the A of `shop`, never a record at `a-shop`.
 */
export function markedEndpoint(txtName: string, affixes: Affixes): MarkedEndpoint | undefined {
  if (affixes.suffix === '') return dropAffix(txtName, affixes);
  if (affixes.prefix !== '') return undefined;
  const labels = txtName.split('.');
  const affixed = affixes.suffix.split('.').length;
  const found = dropAffix(labels.slice(0, affixed).join('.'), affixes);
  return found && { ...found, name: [found.name, ...labels.slice(affixed)].join('.') };
}

function dropAffix(name: string, affixes: Affixes): MarkedEndpoint | undefined {
  const inAffix = `${affixes.prefix}${affixes.suffix}`.includes(typeTemplate);
  for (const tag of inAffix ? tags : []) {
    const text = strip(name, affixes, tag);
    if (text !== undefined) return { name: text, tag };
  }
  const text = strip(name, affixes, '');
  return text === undefined ? undefined : cutTag(text);
}

function strip(name: string, { prefix, suffix }: Affixes, tag: string): string | undefined {
  const [before, after] = [prefix, suffix].map((affix) => affix.replaceAll(typeTemplate, tag).toLowerCase());
  if (before === undefined || after === undefined || !name.startsWith(before) || !name.endsWith(after))
    return undefined;
  return name.slice(before.length, name.length - after.length);
}

function cutTag(text: string): MarkedEndpoint {
  const [first = ''] = text.split('-');
  if (!tags.includes(first)) return { name: text, tag: '' };
  return { name: text.startsWith(`${first}-`) ? text.slice(first.length + 1) : text, tag: first };
}
