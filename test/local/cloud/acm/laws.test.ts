import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredCertificate } from '#local/cloud/acm/certificate.ts';
import { dayMs, describeOne, openAcm, request, startMs } from './ask.ts';

const hosts = ['a.com', 'b.com', '*.a.com', 'c.a.com'];
const names = fc.uniqueArray(fc.constantFrom(...hosts), { minLength: 1, maxLength: 3 });
const step = fc.record({
  kind: fc.constantFrom('request', 'request', 'publish', 'withdraw', 'use', 'wait'),
  names,
  token: fc.constantFrom('t1', 't2', 't3'),
  at: fc.nat(9),
  ms: fc.constantFrom(700, 2_000, 3_600_000, 73 * 3_600_000, 40 * dayMs, 160 * dayMs),
});

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Plays steps on a model and tells after each what there is, and which validation records stand. */
function play(steps: readonly Step[], seen: (seen: Seen) => void): void {
  const { acm, records, used } = openAcm();
  let nowMs = startMs;
  const made: { readonly token: string; readonly arn: string; readonly atMs: number }[] = [];
  for (const { kind, names: asked, token, at, ms } of steps) {
    const arn = made[at % Math.max(1, made.length)]?.arn;
    if (kind === 'request')
      made.push({ token, arn: request(acm, asked, { IdempotencyToken: token }, nowMs), atMs: nowMs });
    if (kind === 'wait') nowMs += ms;
    if (kind === 'use' && arn !== undefined) used.add(arn);
    const shown =
      arn === undefined || nowMs < (made.at(-1)?.atMs ?? 0) + 5_000 ? undefined : describeOne(acm, arn, nowMs);
    for (const { ResourceRecord: record } of shown?.DomainValidationOptions ?? []) {
      const name = `${record?.Name.slice(0, -1)} CNAME`;
      if (kind === 'publish' && record !== undefined) records.set(name, [record.Value]);
      if (kind === 'withdraw') records.delete(name);
    }
    seen({ nowMs, made, certificates: acm.certificates(nowMs), standing: new Set([...records.keys()]) });
  }
}

interface Seen {
  readonly nowMs: number;
  readonly made: readonly { readonly token: string; readonly arn: string; readonly atMs: number }[];
  readonly certificates: readonly StoredCertificate[];
  readonly standing: ReadonlySet<string>;
}

describe('laws of certificates', () => {
  it('none is issued or renewed while a record of one of its names is missing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const before = new Map<string, number | undefined>();
        play(steps, ({ certificates, standing }) => {
          for (const { arn, names: on, notAfterMs, status } of certificates) {
            const isNew = status === 'ISSUED' && before.get(arn) !== notAfterMs;
            before.set(arn, notAfterMs);
            const domains = on.map((name) => name.replace(/^\*\./, ''));
            const isShown = (domain: string) =>
              [...standing].some((record) => new RegExp(`^_[0-9a-f]+\\.${domain} `).test(record));
            if (isNew) expect(domains.filter((domain) => !isShown(domain))).toEqual([]);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('one token makes one certificate within the hour, and an end stays an end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const ended = new Map<string, string>();
        play(steps, ({ made, certificates }) => {
          for (const one of made)
            for (const other of made)
              if (one.token === other.token && Math.abs(one.atMs - other.atMs) < 3_600_000 && one.arn !== other.arn)
                expect(
                  made.some(({ token, atMs }) => token === one.token && atMs < Math.min(one.atMs, other.atMs)),
                ).toBe(true);
          for (const { arn, status } of certificates) {
            if (ended.has(arn)) expect(status).toBe(ended.get(arn));
            if (['FAILED', 'VALIDATION_TIMED_OUT', 'EXPIRED'].includes(status)) ended.set(arn, status);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
