import { describe, expect, it } from 'vitest';
import { parseTtl } from '../../../../functions/claims/wishes/annotations/ttl.ts';
import { ask, note, service, web } from './asking.ts';

describe('other annotations', () => {
  it.each<[string, number | undefined]>([
    ['60', 60],
    ['5m', 300],
    ['1h30m', 5_400],
    ['1.5s', 1],
    ['2147483647', 2_147_483_647],
    ['2147483648', undefined],
    ['0', undefined],
    ['500ms', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['soon', undefined],
    ['', undefined],
    ['1m 30s', undefined],
  ])('read a TTL: %s', (text, seconds) => {
    expect(parseTtl(text)).toBe(seconds);
  });

  it('report a TTL that makes no sense and use the default', () => {
    const result = ask(note({ 'external-dns.alpha.kubernetes.io/ttl': 'so"on\n' }));
    expect(result.wishes[0]?.wish.ttlSeconds).toBe(300);
    expect(result.skipped).toMatchObject([
      { reason: 'InvalidAnnotation', message: expect.stringContaining('"so\\"on\\n"') },
    ]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an alias',
      { 'firstlight.dev/target': 'lb-1.eu-central-1.elb.amazonaws.com' },
      /remove it, as an alias record has no TTL of its own$/,
    ],
    ['addresses', { 'firstlight.dev/target': '192.0.2.1' }, /a duration such as 5m; 300 is used$/],
  ])('say what a TTL that makes no sense comes to: %s', (_name, annotations, message) => {
    const { skipped } = ask(note({ ...annotations, 'firstlight.dev/ttl': 'soon' }));
    expect(skipped).toMatchObject([{ reason: 'InvalidAnnotation', message: expect.stringMatching(message) }]);
  });

  it('that are nearly ours are told, serve the rest, and take nothing away', () => {
    const message =
      'Ingress/shop/web: unknown annotation "firstlight.dev/hostnam"; did you mean firstlight.dev/hostname?';
    expect(ask(note({ 'firstlight.dev/hostnam': 'a.example.com' }))).toMatchObject({
      wishes: [{ site: { host: 'app.example.com' } }],
      skipped: [{ reason: 'InvalidAnnotation', message }],
      keepOthers: true,
    });
    expect(ask(service({ annotations: { 'firstlight.dev/Hostname': 'a.example.com' } }))).toMatchObject({
      skipped: [{ reason: 'InvalidAnnotation' }],
      keepOthers: true,
    });
    expect(ask(web({ oversized: [{ name: 'firstlight.dev/hostnames', bytes: 9_000 }] })).keepOthers).toBe(true);
  });

  it('that carry our prefix for nothing are told', () => {
    expect(ask(note({ 'firstlight.dev/zzzzzzzzzz': 'x', 'external-dns.kubernetes.io/zzz': 'x' }))).toMatchObject({
      wishes: [{}],
      skipped: [
        { reason: 'InvalidAnnotation', message: expect.stringMatching(/remove it; docs\/annotations\.md lists all$/) },
      ],
      keepOthers: false,
    });
    const other = { 'firstlight.dev/zzzzzzzzzz': 'x', 'firstlight.dev/controller': 'mine' };
    expect(ask(note(other)).skipped).toMatchObject([{ reason: 'OtherController' }]);
  });

  it('leave an object to another controller', () => {
    expect(ask(note({ 'external-dns.alpha.kubernetes.io/controller': 'mine' }))).toMatchObject({
      wishes: [],
      skipped: [{ reason: 'OtherController' }],
    });
    expect(ask(note({ 'external-dns.alpha.kubernetes.io/controller': 'dns-controller' })).wishes).toHaveLength(1);
  });

  it('too large to be carried keep the claims made through them', () => {
    const oversized = (name: string) => ask(web({ oversized: [{ name: `firstlight.dev/${name}`, bytes: 200_000 }] }));
    expect(oversized('hostname')).toMatchObject({ keepOthers: true, wishes: [{ site: { host: 'app.example.com' } }] });
    expect(oversized('edge')).toMatchObject({ keepOthers: true, wishes: [], skipped: [{ reason: 'TooLarge' }] });
    const target = oversized('target');
    expect(target).toMatchObject({ keepOthers: false });
    expect(target.wishes[0]?.wish.target).toBeUndefined();
  });
});
