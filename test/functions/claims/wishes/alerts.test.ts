import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AlertPolicy } from '../../../../shared/domain/alert-policy.ts';
import { policy } from '../../../support/alerts.ts';
import { testConfiguration } from '../samples.ts';
import { ask, context, note } from './asking.ts';

const name = 'firstlight.dev/alerts';
const [ops] = policy.channels;
const shop = { name: 'shop', kind: 'sns', topicArn: 'arn:aws:sns:eu-central-1:123456789012:shop' } as const;
const channels: AlertPolicy['channels'] = [
  ...(ops === undefined ? [] : [ops]),
  { ...shop, offeredTo: [{ namespaces: ['sh*'] }] },
  { ...shop, name: 'pager', offeredTo: [{ namespaces: ['shop'], cluster: 'demo' }] },
  { ...shop, name: 'pay', offeredTo: [{ namespaces: ['pay'] }] },
  { ...shop, name: 'elsewhere', offeredTo: [{ namespaces: ['shop'], cluster: 'other' }] },
];
const told = context({ configuration: { ...testConfiguration(), alerts: { ...policy, channels } } });

describe('who is told of an object', () => {
  it.each<[string, readonly string[]]>([
    ['off', []],
    [' OFF ', []],
    ['shop', ['shop']],
    ['pager, shop,', ['pager', 'shop']],
    ['shop,shop', ['shop']],
  ])('is whom it says: "%s"', (value, alerts) => {
    const { wishes, skipped } = ask(note({ [name]: value }), told);
    expect([wishes[0]?.wish.alerts, skipped]).toEqual([alerts, []]);
  });

  const none = 'no channel that namespace shop may choose; write one of pager, shop, or "off"';
  it.each([
    ['ops', `names "ops", ${none}`],
    ['pay', `names "pay", ${none}`],
    ['elsewhere', `names "elsewhere", ${none}`],
    ['shop, typo', `names "typo", ${none}`],
    ['<!channel>', `names "<!channel>", ${none}`],
    ['off, shop', 'is "off, shop"; write "off" alone, or names of channels'],
    [',', 'is ","; write one of pager, shop, or "off"'],
  ])('is as if nothing were said where that is wrong, and the object is told: "%s"', (value, why) => {
    const { wishes, skipped, keepOthers } = ask(note({ [name]: value }), told);
    const message = `Ingress/shop/web: annotation ${name} ${why}`;
    expect(skipped).toEqual([{ reason: 'InvalidAnnotation', message }]);
    expect([wishes.length, wishes[0]?.wish.alerts, keepOthers]).toEqual([1, undefined, false]);
  });

  it("is the configuration's to say where no channel is offered", () => {
    const alone = context({ configuration: { ...testConfiguration(), alerts: policy } });
    const message = `Ingress/shop/web: annotation ${name} names "ops", but no channel is offered to namespace shop (alerts.channels[].offeredTo); write "off", or remove it`;
    expect(ask(note({ [name]: 'ops' }), alone).skipped).toEqual([{ reason: 'InvalidAnnotation', message }]);
  });

  it('means nothing, right or wrong, where nobody is told', () => {
    expect(ask(note({ [name]: 'ops' }))).toEqual(ask(note({})));
  });

  it('is read under no other prefix, and what is nearly it is told', () => {
    const { wishes } = ask(note({ 'external-dns.alpha.kubernetes.io/alerts': 'off' }), told);
    expect(wishes[0]?.wish.alerts).toBeUndefined();
    expect(ask(note({ 'firstlight.dev/alert': 'off' }), told).skipped).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/did you mean firstlight.dev\/alerts\?/) }),
    ]);
  });

  it('is told of what the forwarder left out', () => {
    const object = { ...note({}), oversized: [{ name, bytes: 5_000 }] };
    expect(ask(object, told).skipped).toEqual([
      {
        reason: 'InvalidAnnotation',
        message: `Ingress/shop/web: annotation ${name} is too large to be read; shorten it`,
      },
    ]);
  });

  it('is explained', () => expect(readFileSync('docs/annotations.md', 'utf8')).toContain(`\`${name}\``));
});
