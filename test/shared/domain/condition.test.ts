import { expect, it } from 'vitest';
import { type Condition, settleSince } from '#shared/domain/condition.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { refText, type SiteKey, sameRef, siteText } from '#shared/domain/site.ts';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
const next = { type: 'DnsReady', status: 'True', reason: 'InSync', message: 'all is well' } as const;
const before: Condition = { ...next, message: 'other words', since: '2025-12-31T00:00:00.000Z' };

it('keeps the moment of a condition until its status changes', () => {
  expect(settleSince(undefined, next, nowMs)).toEqual({ ...next, since: '2026-01-02T03:04:05.000Z' });
  expect(settleSince(before, next, nowMs)).toEqual({ ...next, since: before.since });
  expect(settleSince({ ...before, status: 'False' }, next, nowMs).since).toBe('2026-01-02T03:04:05.000Z');
});

it('shows a moment in UTC to the second', () => {
  expect([momentText(nowMs), momentText('2026-01-02T04:04:05.678+01:00')]).toEqual([
    '2026-01-02 03:04:05Z',
    '2026-01-02 03:04:05Z',
  ]);
});

it.each<[Partial<SiteKey>, string]>([
  [{}, 'app.example.com/public'],
  [{ view: 'private', setIdentifier: 'blue' }, 'app.example.com/private/blue'],
])('names a site %j', (over, text) => {
  expect(siteText({ host: 'app.example.com', view: 'public', setIdentifier: '', ...over })).toBe(text);
});

it('knows an object by all that names it', () => {
  const ref = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'shop/web' };
  expect(refText(ref)).toBe('Ingress/shop/web');
  expect(sameRef(ref, { ...ref })).toBe(true);
  for (const field of ['cluster', 'apiGroup', 'kind', 'key'] as const) {
    expect(sameRef(ref, { ...ref, [field]: 'other' })).toBe(false);
  }
});
