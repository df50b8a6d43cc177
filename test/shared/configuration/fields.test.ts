import { expect, it } from 'vitest';
import { problemsIn } from './problems.ts';
import { sample } from './sample.ts';

const [publicZone, privateZone] = sample.zones;
const withZone = (change: object) => ({ ...sample, zones: [{ ...publicZone, ...change }, privateZone] });
const withCluster = (change: object) => ({ ...sample, clusters: [{ name: 'demo', ...change }] });
const withRule = (change: object) => ({
  ...sample,
  hosts: { rules: [{ hosts: ['pay.example.com'], namespaces: ['pay'], ...change }] },
});

const unknownPolicy = 'write one of observe, create-only, upsert-only, sync';
const ownerId = 'write 1 to 128 visible ASCII characters other than , = " / \\';

it.each<[unknown, string]>([
  [
    { ...sample, hub: { account: '1234', region: 'eu-central-1' } },
    `hub.account: is not an AWS account id ("1234") – write its 12 digits as text, for example '123456789012'`,
  ],
  [
    { ...sample, hub: { account: 123456789012, region: 'eu-central-1' } },
    `hub.account: is not an AWS account id (123456789012) – write its 12 digits as text, for example '123456789012'`,
  ],
  [
    { ...sample, hub: { account: '123456789012', region: 'Frankfurt' } },
    'hub.region: is not an AWS region ("Frankfurt") – write one such as eu-central-1',
  ],
  [{ ...sample, hub: undefined }, 'hub: is missing – write { account, region }'],
  [{ ...sample, mode: 'snyc' }, 'mode: is not known ("snyc") – did you mean sync?'],
  [{ ...sample, mode: 'delete' }, `mode: is not known ("delete") – ${unknownPolicy}`],
  [{ ...sample, zone: [] }, 'zone: is not known here – did you mean zones?'],
  [
    { ...sample, colour: 'red' },
    'colour: is not known here – known are hub, mode, ownership, zones, clusters, edges, hosts, services, monitors, alerts',
  ],
  [{ ...sample, expose: {} }, 'expose: is planned, but cannot be used yet – remove it for now'],
  [
    { ...sample, ownership: { format: 'external-dns-0.20' } },
    'ownership.format: is not known ("external-dns-0.20") – did you mean external-dns-0.22?',
  ],
  [
    { ...sample, ownership: { prefix: 'A b' } },
    'ownership.prefix: is not a prefix of DNS names ("A b") – write lower-case letters, digits, -, _, . and %{record_type} as in external-dns’s --txt-prefix',
  ],
  [
    { ...sample, ownership: { suffix: 'x.' } },
    'ownership.suffix: is not a suffix of DNS names ("x.") – write lower-case letters, digits, -, _, . and %{record_type} as in external-dns’s --txt-suffix',
  ],
  [
    { ...sample, ownership: { wildcardReplacement: 'a.b' } },
    'ownership.wildcardReplacement: is not a part of a DNS label ("a.b") – write lower-case letters, digits, - and _, for example any',
  ],
  [{ ...sample, zones: {} }, 'zones: is not a list – write a list of hosted zones, […]'],
  [withZone({ name: 'Example.com.' }), 'zones[0].name: is not a DNS name ("Example.com.") – write example.com'],
  [
    withZone({ name: 'exa mple' }),
    'zones[0].name: is not a DNS name ("exa mple") – write one in lower case without a final dot, for example example.com',
  ],
  [
    withZone({ id: '/hostedzone/Z0PUBLIC' }),
    'zones[0].id: is not a hosted zone id ("/hostedzone/Z0PUBLIC") – write Z0PUBLIC',
  ],
  [
    withZone({ id: 'example.com' }),
    'zones[0].id: is not a hosted zone id ("example.com") – write it as Route 53 shows it, for example Z0123456789ABCDEFGHIJ',
  ],
  [withZone({ view: 'internal' }), 'zones[0].view: is not known ("internal") – did you mean private?'],
  [withZone({ view: 'both' }), 'zones[0].view: is not known ("both") – write one of public, private'],
  [withZone({ policy: 'upsert' }), 'zones[0].policy: is not known ("upsert") – did you mean upsert-only?'],
  [withZone({ policy: 'all' }), `zones[0].policy: is not known ("all") – ${unknownPolicy}`],
  [
    withZone({ roleArn: 'arn:aws:iam::1:role/x' }),
    'zones[0].roleArn: is not the ARN of a role ("arn:aws:iam::1:role/x") – write one such as arn:aws:iam::123456789012:role/firstlight-dns',
  ],
  [withZone({ adopt: ['a,b'] }), `zones[0].adopt[0]: is not an owner id ("a,b") – ${ownerId}`],
  [withZone({ adopt: ['x', 'x'] }), 'zones[0].adopt[1]: is listed twice ("x") – remove one of the two'],
  [
    withCluster({ name: 'demo', account: '12' }),
    `clusters[0].account: is not an AWS account id ("12") – write its 12 digits as text, for example '123456789012'`,
  ],
  [withCluster({ ownerId: 'a/b' }), `clusters[0].ownerId: is not an owner id ("a/b") – ${ownerId}`],
  [withCluster({ ownerid: 'x' }), 'clusters[0].ownerid: is not known here – did you mean ownerId?'],
  [
    withCluster({ ephemeral: ['PR-*'] }),
    'clusters[0].ephemeral[0]: is not a namespace pattern ("PR-*") – write a namespace, with * for any run of characters, for example pr-*',
  ],
  [
    withCluster({ forwarder: { oidcProvider: 'https://oidc.eks.eu-central-1.amazonaws.com/id/A1' } }),
    'clusters[0].forwarder.oidcProvider: is not an OIDC issuer ("https://oidc.eks.eu-central-1.amazonaws.com/id/A1") – write oidc.eks.eu-central-1.amazonaws.com/id/A1',
  ],
  [
    withCluster({ forwarder: { serviceAccount: 'A' } }),
    'clusters[0].forwarder.serviceAccount: is not the name of a Kubernetes object ("A") – write lower-case letters, digits, - and ., at most 253 characters',
  ],
  [{ ...sample, hosts: { default: 'deny' } }, 'hosts.default: is not known ("deny") – did you mean refuse?'],
  [{ ...sample, hosts: { default: 'some' } }, 'hosts.default: is not known ("some") – write one of allow, refuse'],
  [
    { ...sample, hosts: { quota: 0 } },
    'hosts.quota: is not within the bounds (0) – write a whole number of sites from 1 to 1000000',
  ],
  [
    withRule({ hosts: ['pr-*.example.com'] }),
    'hosts.rules[0].hosts[0]: is not a host pattern ("pr-*.example.com") – mend it: it mixes * with other characters in "pr-*"; a wildcard stands for whole labels',
  ],
  [withRule({ namespaces: [] }), 'hosts.rules[0].namespaces: is empty – write at least one namespace pattern'],
])('%# is refused with one exact line', (written, line) => {
  expect(problemsIn(written)).toEqual([line]);
});
