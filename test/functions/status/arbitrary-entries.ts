import fc from 'fast-check';
import type { StatusEntry } from '../../../shared/events/status.ts';

const host = fc.stringMatching(/^[a-z]{1,8}\.example\.com$/);
const reason = fc.constantFrom('Ready', 'HostTaken', 'Waiting', 'NameTaken');
const message = fc.string({ unit: 'grapheme', maxLength: 60 });
const view = fc.constantFrom('public' as const, 'private' as const);
const setIdentifier = fc.oneof(fc.constant(''), fc.string({ maxLength: 6 }));
const site = { host, view, setIdentifier };
const source = fc.record({
  apiGroup: fc.constant('networking.k8s.io'),
  kind: fc.constant('Ingress'),
  key: fc.stringMatching(/^[a-z]{1,4}\/[a-z]{1,4}$/),
});
const conditionStatus = fc.constantFrom('True' as const, 'False' as const, 'Unknown' as const);

/** Anything that may stand in a shard. */
export const arbitraryEntry: fc.Arbitrary<StatusEntry> = fc.oneof(
  fc.record({
    of: fc.constant('site' as const),
    ...site,
    source,
    edge: fc.constantFrom('public', ''),
    conditions: fc.array(
      fc.record({ type: fc.constantFrom('Ready', 'DnsReady'), status: conditionStatus, reason, message }),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    of: fc.constant('object' as const),
    source,
    refused: fc.array(
      fc.record({ ...site, status: fc.constantFrom('False' as const, 'Unknown' as const), reason, message }),
      { maxLength: 3 },
    ),
    skipped: fc.array(fc.record({ reason, message }), { maxLength: 2 }),
  }),
);
