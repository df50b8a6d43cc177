import { describe, expect, it } from 'vitest';
import { desiredStatus, refusedLimit } from '../../../../forwarder/status/plan/desired.ts';
import type { ObjectStatus, SiteStatus } from '../../../../shared/events/status.ts';

const source = (key: string) => ({ apiGroup: 'networking.k8s.io', kind: 'Ingress', key });
const ready = { type: 'Ready', status: 'True', reason: 'Ready', message: '' } as const;
const site = (host: string, key: string, more: Partial<SiteStatus> = {}): SiteStatus => ({
  of: 'site',
  host,
  view: 'public',
  setIdentifier: '',
  source: source(key),
  edge: 'public',
  conditions: [ready],
  ...more,
});
const refusal = (host: string, reason = 'HostTaken', status: 'False' | 'Unknown' = 'False') =>
  ({ host, view: 'public', setIdentifier: '', status, reason, message: 'm' }) as const;
const object = (
  key: string,
  refused: ObjectStatus['refused'],
  skipped: ObjectStatus['skipped'] = [],
): ObjectStatus => ({
  of: 'object',
  source: source(key),
  refused,
  skipped,
});

describe('what a cluster is to show', () => {
  it('has each site in the namespace of its source', () => {
    const { sites } = desiredStatus([
      site('a.example.com', 'shop/web', { view: 'private', releaseDue: '2026-01-01T00:00:00.000Z' }),
    ]);
    expect([...sites]).toEqual([
      [
        'shop/a.example.com--private',
        {
          namespace: 'shop',
          name: 'a.example.com--private',
          host: 'a.example.com',
          view: 'private',
          setIdentifier: '',
          source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', namespace: 'shop', name: 'web' },
          edge: 'public',
          conditions: [ready],
          releaseDue: '2026-01-01T00:00:00.000Z',
        },
      ],
    ]);
  });

  it('has what is refused, not ready and not accepted for the same reason', () => {
    const { sites } = desiredStatus([object('shop/web', [refusal('a.example.com', 'ZoneNotRead', 'Unknown')])]);
    const said = { status: 'Unknown', reason: 'ZoneNotRead', message: 'm' };
    expect(sites.get('shop/a.example.com')).toMatchObject({
      edge: '',
      conditions: [
        { type: 'Ready', ...said },
        { type: 'Accepted', ...said },
      ],
    });
    expect(sites.get('shop/a.example.com')).not.toHaveProperty('releaseDue');
  });

  it('shows what a namespace has before what it is refused, and of several refusals that of the first source', () => {
    const mine = object('shop/b', [refusal('a.example.com'), refusal('b.example.com', 'QuotaReached')]);
    const other = object('shop/a', [refusal('b.example.com', 'NoZone')]);
    const all = [mine, site('a.example.com', 'shop/web'), other, object('other/b', [refusal('b.example.com')])];
    for (const entries of [all, [...all].reverse()]) {
      const { sites } = desiredStatus(entries);
      expect([...sites.keys()].sort()).toEqual(['other/b.example.com', 'shop/a.example.com', 'shop/b.example.com']);
      expect(sites.get('shop/a.example.com')?.source.name).toBe('web');
      expect(sites.get('shop/b.example.com')?.conditions[0]?.reason).toBe('NoZone');
    }
  });

  it('tells of what is skipped, and shows nothing of what has no namespace', () => {
    const skipped = [
      { reason: 'NoHost', message: 'm' },
      { host: 'x', reason: 'InvalidHost', message: 'n' },
    ];
    const { sites, notices } = desiredStatus([
      object('shop/web', [], skipped),
      object('/class', [refusal('c.example.com')], skipped),
      site('d.example.com', '/d'),
    ]);
    const from = { apiGroup: 'networking.k8s.io', kind: 'Ingress', namespace: 'shop', name: 'web' };
    expect(notices).toEqual(skipped.map((one) => ({ source: from, ...one })));
    expect(sites.size).toBe(0);
  });

  it('shows so many refused names of a namespace, whatever it asks for, says so once, and takes nothing from others', () => {
    const refused = (at: number) => Array.from({ length: 20 }, (_, n) => refusal(`h${at}-${n}.example.com`));
    const { sites, notices } = desiredStatus([
      ...Array.from({ length: 5_000 }, (_, at) => object(`thief/web-${at}`, refused(at))),
      object('victim/web', [refusal('v.example.com')]),
      site('own.example.com', 'thief/own'),
    ]);
    expect(sites.size).toBe(refusedLimit + 2);
    expect(sites.has('victim/v.example.com')).toBe(true);
    expect(sites.has('thief/own.example.com')).toBe(true);
    expect(notices).toEqual([
      { source: expect.objectContaining({ namespace: 'thief' }), reason: 'QuotaReached', message: expect.any(String) },
    ]);
  });
});
