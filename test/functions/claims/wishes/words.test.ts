import { describe, expect, it } from 'vitest';
import { quoted } from '../../../../functions/claims/wishes/text.ts';
import type { WishContext } from '../../../../functions/claims/wishes/types.ts';
import type { ProjectedObject } from '../../../../shared/domain/objects.ts';
import { testConfiguration } from '../samples.ts';
import { ask, context, note, service, web } from './asking.ts';

const said = (object: ProjectedObject, given?: WishContext) => {
  const { skipped, refused, keepOthers } = ask(object, given);
  return { words: [...skipped, ...refused].map(({ reason, message }) => `${reason}: ${message}`), keepOthers };
};
const ofWeb = 'Ingress/shop/web';

describe('what is said of hosts', () => {
  const policy = { default: 'refuse', rules: [] } as const;
  it.each<[string, ProjectedObject, WishContext | undefined, string]>([
    [
      'outside the zones',
      web({}, ['app.example.org']),
      undefined,
      'NoZone: lies in no public zone; use a host in example.com, or add its zone',
    ],
    [
      'where there are no zones',
      web(),
      context({ configuration: { ...testConfiguration(), zones: [] } }),
      'NoZone: lies in no public zone; the configuration names none',
    ],
    [
      'that nobody has a rule for',
      web(),
      context({}, policy),
      'HostNotAllowed: no rule of the configuration gives it to namespace shop; ask for one under hosts.rules',
    ],
    [
      'too many of them',
      web({ oversized: [{ name: 'firstlight.dev/hostname', bytes: 9_999 }] }, []),
      undefined,
      `TooLarge: ${ofWeb}: the hostname annotation is too large to be read; spread the hosts over several objects; claims made through it stay`,
    ],
    [
      'that are none, and long',
      web({}, ['x_'.repeat(200)]),
      undefined,
      `InvalidHost: ${ofWeb}: spec.rules[0].host "${'x_'.repeat(30)}…" has 400 characters, more than the 253 of a host name; shorten it`,
    ],
    [
      'whose target is no name',
      note({ 'firstlight.dev/target': 'a_b' }),
      undefined,
      `InvalidTarget: ${ofWeb}: annotation firstlight.dev/target "a_b" has an underscore, which host names may not have; write a hyphen in "a_b"`,
    ],
    [
      'whose target is empty',
      note({ 'external-dns.kubernetes.io/target': '' }),
      undefined,
      `InvalidTarget: ${ofWeb}: annotation external-dns.kubernetes.io/target is empty; write addresses or one host name`,
    ],
    [
      'at the apex',
      note({ 'firstlight.dev/target': 'x.net' }, ['example.com']),
      undefined,
      `InvalidTarget: ${ofWeb}: example.com is the apex of its zone, where no CNAME may stand; give addresses, or a load balancer's own name, in firstlight.dev/target`,
    ],
  ])('%s', (_name, object, given, words) => {
    expect(said(object, given).words).toEqual([words]);
  });

  it('cuts what is too long to be shown, and escapes what nobody sees', () => {
    expect(quoted('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
    expect(quoted('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
    expect(quoted('a\u202eb\u0085\n"')).toBe('"a\\u202eb\\u0085\\n\\""');
    expect(ask(web({}, ['_'.repeat(301)])).skipped[0]?.host).toBe(`${'_'.repeat(300)}…`);
    expect(ask(web({}, ['_'.repeat(300)])).skipped[0]?.host).toBe('_'.repeat(300));
  });

  it('says what is wrong with a TTL', () => {
    const rest = 'no TTL; write seconds (1 to 2147483647) or a duration such as 5m; 300 is used';
    expect(said(note({ 'firstlight.dev/ttl': 'x' })).words).toEqual([
      `InvalidAnnotation: ${ofWeb}: annotation firstlight.dev/ttl is "x", ${rest}`,
    ]);
    expect(said(web({ oversized: [{ name: 'firstlight.dev/ttl', bytes: 9_999 }] })).words).toEqual([
      `InvalidAnnotation: ${ofWeb}: annotation ttl is too long, ${rest}`,
    ]);
  });

  it('tells of fields that could not be read, and misses no host that may be in them', () => {
    const problems = (...fields: readonly string[]) => fields.map((field) => ({ field, message: 'is a number' }));
    expect(said(web({ problems: problems('spec.rules') }, []))).toEqual({
      words: [`InvalidObject: ${ofWeb}: spec.rules: is a number`],
      keepOthers: true,
    });
    expect(said(web({ problems: problems('status.loadBalancer') }, []))).toMatchObject({
      words: [`InvalidObject: ${ofWeb}: status.loadBalancer: is a number`, expect.stringMatching(/^NoHost/)],
      keepOthers: false,
    });
    for (const field of ['metadata', 'metadata.annotations.x'])
      expect(said(web({ problems: problems(field) })).keepOthers).toBe(true);
    expect(said(web({ problems: problems('metadata.labels') })).keepOthers).toBe(false);
    expect(said(service({ annotations: {}, problems: problems('spec.type') }))).toEqual({
      words: [],
      keepOthers: true,
    });
  });
});
