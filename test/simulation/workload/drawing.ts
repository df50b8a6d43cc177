import type { Chance } from '../engine/chance.ts';
import type { FileObject } from './manifests.ts';

export const keyText = ({ namespace, name }: FileObject): string => `${namespace}/${name}`;

export function hostNames(chance: Chance): readonly string[] {
  const count = chance.pick([4, 8, 20]);
  const plain = Array.from({ length: count }, (_, index) => `h${index}.example.com`);
  return [...plain, '*.example.com', 'example.com', 'a.pay.example.com', 'x.sub.example.com', 'elsewhere.test'];
}

const choices: readonly Readonly<Record<string, string>>[] = [
  { target: '203.0.113.5' },
  { target: 'other.example.net' },
  { ttl: '60' },
  { ttl: 'junk' },
  { hostname: 'h0.example.com,h1.example.com' },
  { 'set-identifier': 'one', 'aws-weight': '1' },
  { 'set-identifier': 'two', 'aws-weight': '200' },
  { 'set-identifier': 'one', 'aws-region': 'eu-central-1' },
  { 'set-identifier': 'two', 'aws-multi-value-answer': 'true', target: '203.0.113.7' },
];

export function drawAnnotations(chance: Chance): { readonly annotations?: Readonly<Record<string, string>> } {
  if (chance.is(0.6)) return {};
  const prefix = chance.pick(['external-dns.alpha.kubernetes.io/', 'external-dns.kubernetes.io/', 'firstlight.dev/']);
  const asked = Object.entries(chance.pick(choices));
  return { annotations: Object.fromEntries(asked.map(([name, value]) => [prefix + name, value])) };
}
