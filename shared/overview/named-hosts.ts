import type { File, ProjectedObject, Source, Stub } from '#shared/domain/objects.ts';
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
  return [...annotated, ...definedHosts(object)].some((text) => plain(text) === host);
}

function definedHosts(object: Exclude<ProjectedObject, File | Source | Stub>): readonly string[] {
  if ('rules' in object)
    return [...object.rules.map(({ host = '' }) => host), ...object.tls.flatMap(({ hosts }) => hosts)];
  if ('hostnames' in object) return object.hostnames;
  return 'matches' in object ? object.matches.flatMap((match) => match.split(/[`"]/)) : [];
}
