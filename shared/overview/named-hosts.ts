import type { ObjectRow } from '#shared/rows/object-rows.ts';

const hostNames = /\/(internal-)?hostname$/;
const plain = (text: string): string => text.trim().toLowerCase().replace(/\.$/, '');

/** Whether an object writes a host anywhere, whatever comes of it: only for telling people, who decides reads closer. */
export function writesHost({ object, hosts }: ObjectRow, host: string): boolean {
  if (hosts.includes(host)) return true;
  if (object?.form !== 'full' || !('annotations' in object)) return false;
  const annotated = Object.entries(object.annotations).flatMap(([name, value]) =>
    hostNames.test(name) ? value.split(',') : [],
  );
  const defined =
    object.kind === 'networking.k8s.io/Ingress'
      ? [...object.rules.map((rule) => rule.host ?? ''), ...object.tls.flatMap((tls) => tls.hosts)]
      : [];
  return [...annotated, ...defined].some((text) => plain(text) === host);
}
