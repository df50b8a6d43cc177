import type { RecordWish } from '#shared/rows/record-wishes.ts';
import { plainSetting, zoneIds } from './installation.ts';
import type { Scenario } from './workload/generate.ts';
import type { TimedOperation } from './workload/operations.ts';
import { wisherLane } from './world/wishers.ts';

/** A story that once violated an invariant, and must not again. */
export interface Regression {
  /** What it found, in a word or two. */
  readonly found: string;
  /** Of a seed, or what `--shrink --json` made of it: that stays the same when the workload changes. */
  readonly scenario: Scenario;
}

type Applied = Extract<TimedOperation['operation'], { readonly what: 'apply' }>;

const minutes = 60_000;

const ingress = (name: string, hosts: readonly string[], over: object = {}): Applied => ({
  what: 'apply',
  cluster: 'blue',
  object: {
    kind: 'Ingress',
    namespace: 'team-a',
    name,
    hosts,
    className: 'public',
    createdMs: 1_764_547_204_000,
    ...over,
  },
});

const byRegion = { 'firstlight.dev/set-identifier': 'one', 'firstlight.dev/aws-region': 'eu-central-1' };

const validation: RecordWish = {
  zone: zoneIds.public,
  name: '_v1.example.com',
  type: 'CNAME',
  value: '_a.acm-validations.aws',
  ttlSeconds: 300,
  retain: true,
  host: 'h1.example.com',
  edge: 'blue-public',
  owner: { lane: wisherLane, key: 'certificate:1' },
};

export const regressions: readonly Regression[] = [
  {
    found:
      'a certificate, taken off an hour after its name was to lead elsewhere, while its record could not be changed',
    scenario: {
      seed: 1,
      setting: { ...plainSetting, hasCertificates: true, clusters: ['blue', 'green'] },
      faults: {},
      operations: [
        { atMs: 0, operation: ingress('app-1', ['h1.example.com']) },
        { atMs: 130 * minutes, operation: { what: 'editRecord', zone: zoneIds.public, nth: 0, how: 'deleteMark' } },
        { atMs: 131 * minutes, operation: { what: 'delete', cluster: 'blue', id: 'team-a/ingress-app-1.yaml' } },
        { atMs: 131 * minutes, operation: { ...ingress('app-1', ['h1.example.com']), cluster: 'green' } },
        { atMs: 250 * minutes, operation: ingress('app-2', ['h2.example.com']) },
      ],
      calmAtMs: 251 * minutes,
    },
  },
  {
    found: 'a release, noted as executed while all was held, of what never stood',
    scenario: {
      seed: 9_232_948,
      setting: { ...plainSetting, mode: 'observe' },
      faults: {},
      operations: [
        { atMs: 0, operation: ingress('app-6', ['h1.example.com'], { annotations: byRegion }) },
        { atMs: 19 * minutes, operation: ingress('app-6', ['h3.example.com'], { className: 'unknown' }) },
        { atMs: 20 * minutes, operation: { what: 'hold', scope: 'all' } },
        { atMs: 22 * minutes, operation: ingress('app-4', ['h1.example.com']) },
      ],
      calmAtMs: 61 * minutes,
    },
  },
  {
    found: 'a name that was written when nobody asked for it any more, and kept for ever',
    scenario: {
      seed: 9_232_806,
      setting: { ...plainSetting, mode: 'upsert-only' },
      faults: {},
      operations: [
        { atMs: 0, operation: ingress('app-6', ['h1.example.com']) },
        { atMs: 1 * minutes, operation: { what: 'hold', scope: 'zone:example.com' } },
        { atMs: 2 * minutes, operation: ingress('app-4', ['h2.example.com']) },
        { atMs: 3 * minutes, operation: { what: 'delete', cluster: 'blue', id: 'team-a/ingress-app-4.yaml' } },
        { atMs: 5 * minutes, operation: { what: 'resume', scope: 'zone:example.com' } },
      ],
      calmAtMs: 11 * minutes,
    },
  },
  {
    found: 'a validation record that somebody had deleted, called standing when it was wished anew',
    scenario: {
      seed: 136_511_449,
      setting: plainSetting,
      faults: {},
      operations: [
        { atMs: minutes, operation: { what: 'wishRecord', wish: validation } },
        { atMs: 5 * minutes, operation: { what: 'foreignCname', wish: validation, how: 'delete' } },
        { atMs: 11 * minutes - 5, operation: { what: 'wishRecord', wish: { ...validation, edge: 'blue-private' } } },
      ],
      calmAtMs: 11 * minutes,
    },
  },
];
