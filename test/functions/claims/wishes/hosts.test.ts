import { describe, expect, it } from 'vitest';
import { hostsLimit } from '../../../../functions/claims/wishes/read-hosts.ts';
import type { HostPolicy } from '../../../../shared/domain/host-policy.ts';
import { ask, context, hostsIn, note, service, web } from './asking.ts';

describe('hosts', () => {
  it('come from rules, TLS and the annotations of all prefixes, each once', () => {
    const annotations = {
      'firstlight.dev/hostname': 'a.example.com, app.example.com,',
      'external-dns.kubernetes.io/hostname': 'b.example.com',
      'external-dns.alpha.kubernetes.io/hostname': 'c.example.com',
    };
    const object = web({ annotations, tls: [{ hosts: ['T.example.com.', 'app.example.com'] }] }, [
      'app.example.com',
      'app.example.com',
    ]);
    const names = ['app', 't', 'a', 'b', 'c'].map((name) => `${name}.example.com public`);
    expect(hostsIn(object)).toEqual(names);
    expect(ask(object).skipped).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      'annotation-only',
      { 'external-dns.kubernetes.io/ingress-hostname-source': 'annotation-only' },
      ['a.example.com public'],
    ],
    [
      'defined-hosts-only',
      { 'external-dns.kubernetes.io/ingress-hostname-source': 'defined-hosts-only' },
      ['app.example.com public'],
    ],
    [
      'in any case',
      { 'external-dns.alpha.kubernetes.io/ingress-hostname-source': 'Annotation-Only' },
      ['a.example.com public'],
    ],
  ])('follow ingress-hostname-source: %s', (_name, source, hosts) => {
    const object = note({ ...source, 'firstlight.dev/hostname': 'a.example.com' });
    expect(hostsIn(object)).toEqual(hosts);
    expect(ask(object).skipped).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[], RegExp]>([
    [
      'annotation-only, and hosts in rules',
      { 'external-dns.kubernetes.io/ingress-hostname-source': 'annotation-only' },
      ['app.example.com'],
      /ingress-hostname-source is "annotation-only", so the hosts that stand elsewhere do not count; remove it, or write them in the annotation firstlight.dev\/hostname$/,
    ],
    [
      'defined-hosts-only, and hosts in an annotation',
      {
        'firstlight.dev/ingress-hostname-source': 'defined-hosts-only',
        'firstlight.dev/hostname': 'a.example.com',
      },
      [],
      /is "defined-hosts-only", so the hosts that stand elsewhere do not count; remove it, or write them in spec.rules\[\].host$/,
    ],
  ])('left out by ingress-hostname-source are told: %s', (_name, annotations, hosts, message) => {
    expect(ask(web({ annotations }, hosts)).skipped).toMatchObject([
      { reason: 'NoHost', message: expect.stringMatching(message) },
    ]);
  });

  it('stay as they are while ingress-hostname-source has no meaning', () => {
    expect(ask(note({ 'external-dns.kubernetes.io/ingress-hostname-source': 'none' }))).toMatchObject({
      wishes: [],
      keepOthers: true,
      skipped: [{ reason: 'InvalidAnnotation', message: expect.stringContaining('"annotation-only"') }],
    });
  });

  it.each<[string, string, RegExp]>([
    ['a label of 64', `${'x'.repeat(64)}.example.com`, /more than 63/],
    ['a name of more than 253', `${'x.'.repeat(125)}example.com`, /more than the 253/],
    ['an empty label', 'a..example.com', /empty label/],
    ['an underscore', 'a_b.example.com', /underscore/],
    ['an IPv4 address', '192.0.2.1', /IP address/],
    ['an IPv6 address', '2001:db8::1', /IP address/],
    ['a bare *', '*', /bare \*/],
    ['a * in the middle', 'a.*.example.com', /whole first label/],
    ['a hyphen in front', '-a.example.com', /hyphen.*write "a" instead of "-a"$/],
    ['a quote', 'a".example.com', /character "\\""/],
    ['a newline', 'a\nb.example.com', /U\+000A; remove it$/],
    ['a URL', 'https://a.example.com/x', /write a\.example\.com$/],
  ])('are skipped with object, field and remedy: %s', (_name, host, problem) => {
    const result = ask(web({}, [host, 'fine.example.com']));
    expect(result.wishes.map(({ site }) => site.host)).toEqual(['fine.example.com']);
    expect(result.skipped).toHaveLength(1);
    expect(result.skipped[0]).toMatchObject({ host, reason: 'InvalidHost' });
    expect(result.skipped[0]?.message).toMatch(problem);
    expect(result.skipped[0]?.message).toContain('Ingress/shop/web: spec.rules[0].host');
    expect(result.skipped[0]?.message).not.toContain('\n');
  });

  it.each([
    ['App.Example.COM', 'app.example.com'],
    ['app.example.com.', 'app.example.com'],
    ['*.example.com', '*.example.com'],
    ['bücher.example.com', 'xn--bcher-kva.example.com'],
    ['example.com', 'example.com'],
  ])('are normalised: %s', (written, host) => {
    expect(hostsIn(web({}, [written]))).toEqual([`${host} public`]);
  });

  it('are served up to a limit, and one sentence tells of the rest', () => {
    const result = ask(
      web(
        {},
        Array.from({ length: hostsLimit + 7 }, (_, index) => `h${index}.example.com`),
      ),
    );
    expect(result.wishes).toHaveLength(hostsLimit);
    expect(result.skipped).toMatchObject([{ reason: 'TooManyHosts', message: expect.stringContaining('7 hosts') }]);
  });

  it('are served up to what a row holds of their names', () => {
    const names = Array.from({ length: 340 }, (_, index) =>
      [`h${index}`, ...Array.from({ length: 3 }, () => 'l'.repeat(60)), 'example.com'].join('.'),
    );
    const result = ask(web({}, names));
    const bytes = result.wishes.reduce((sum, { site }) => sum + site.host.length + 3, 0);
    expect(bytes).toBeLessThanOrEqual(64_000);
    expect(bytes).toBeGreaterThan(63_000);
    expect(result.skipped).toMatchObject([{ reason: 'TooManyHosts' }]);
  });

  it('are missed in an Ingress, not in a Service', () => {
    expect(ask(web({}, [])).skipped).toMatchObject([{ reason: 'NoHost' }]);
    expect(ask(web({ rules: [{}] })).skipped).toMatchObject([{ reason: 'NoHost' }]);
    expect(ask(web({ rules: [{ host: '' }] })).skipped).toMatchObject([{ host: '', reason: 'InvalidHost' }]);
    expect(ask(service({ annotations: {} }))).toMatchObject({ wishes: [], skipped: [] });
  });

  it.each<[string, string, HostPolicy | undefined, string]>([
    ['outside every zone', 'app.example.org', undefined, 'NoZone'],
    ['a host of a zone only in name', 'app.notexample.com', undefined, 'NoZone'],
    [
      'reserved for others',
      'app.example.com',
      { default: 'allow', rules: [{ hosts: ['*.example.com'], namespaces: ['blog'] }] },
      'HostReserved',
    ],
    [
      'reserved for another cluster',
      'app.example.com',
      { default: 'allow', rules: [{ hosts: ['*.example.com'], namespaces: ['*'], cluster: 'two' }] },
      'HostReserved',
    ],
    ['not given to anybody', 'app.example.com', { default: 'refuse', rules: [] }, 'HostNotAllowed'],
    [
      'a wildcard over reserved hosts',
      '*.example.com',
      { default: 'allow', rules: [{ hosts: ['pay.example.com'], namespaces: ['pay'] }] },
      'HostReserved',
    ],
  ])('are refused: %s', (_name, host, hosts, reason) => {
    const result = ask(web({}, [host]), context({}, hosts));
    expect(result.wishes).toEqual([]);
    expect(result.refused).toMatchObject([{ host, view: 'public', verdict: 'refused', reason }]);
    expect(result.refused[0]?.message).toBeTruthy();
  });

  const forPayments = { hosts: ['pay.example.com'], namespaces: ['payments'] };
  it.each<[string, string, HostPolicy['rules'], string]>([
    [
      'of one namespace',
      'pay.example.com',
      [{ hosts: ['x.example.com'], namespaces: ['x'] }, forPayments],
      'pay.example.com is reserved for namespace payments (hosts.rules[1]); use another host, or have shop added to that rule',
    ],
    [
      'of several rules',
      'pay.example.com',
      [forPayments, { ...forPayments, namespaces: ['a', 'b', 'c', 'd', 'e'], cluster: 'two' }],
      'pay.example.com is reserved for namespace payments (hosts.rules[0]) and namespace a, b, c, d, … of cluster two (hosts.rules[1]); use another host, or have shop added to hosts.rules[0]',
    ],
    [
      'of another cluster',
      'pay.example.com',
      [{ ...forPayments, namespaces: ['*'], cluster: 'two' }],
      'pay.example.com is reserved for namespace * of cluster two (hosts.rules[0]); use another host, or ask for a rule for shop of cluster demo',
    ],
    [
      'beneath a wildcard host',
      '*.example.com',
      [{ ...forPayments, hosts: ['**.pay.example.com'] }],
      '*.example.com would also answer for **.pay.example.com, which is reserved for namespace payments (hosts.rules[0]); use another host, or have shop added to that rule',
    ],
  ])('are refused with whose they are, and what to do: %s', (_name, host, rules, message) => {
    const { refused } = ask(web({}, [host]), context({}, { default: 'allow', rules }));
    expect(refused).toMatchObject([{ reason: 'HostReserved', message }]);
  });

  it('are given by the most specific pattern', () => {
    const rules = [
      { hosts: ['**.example.com'], namespaces: ['blog'] },
      { hosts: ['app.example.com'], namespaces: ['sh*'] },
    ];
    expect(hostsIn(web(), context({}, { default: 'refuse', rules }))).toEqual(['app.example.com public']);
  });
});
