import { describe, expect, it } from 'vitest';
import { findLoadBalancers } from '../../../functions/configuration/find-load-balancers.ts';
import type { LoadBalancerSearch } from '../../../functions/configuration/ports.ts';
import { tagsOfEdge } from '../../../shared/configuration/edge-tags.ts';
import { resolveConfiguration } from '../../../shared/configuration/resolve.ts';
import type { ObservedLoadBalancer } from '../../../shared/domain/load-balancer.ts';
import { ConfigurationError } from '../../../shared/errors/configuration-error.ts';
import { PermanentError, RetryableError } from '../../../shared/errors/kinds.ts';

const hub = { account: '123456789012', region: 'eu-central-1' };
const arnOf = (name: string) => `arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/${name}/01`;
const named = { dnsName: 'a-1.elb.eu-central-1.amazonaws.com', hostedZoneId: 'Z3F0SRJ5LGBH90' };
const balancer = (name: string, over: Partial<ObservedLoadBalancer> = {}): ObservedLoadBalancer => ({
  ...{ ...named, arn: arnOf(name), type: 'network', scheme: 'internal', dualStack: true, tags: { team: 'web' } },
  ...over,
});

const searchOver = (all: readonly ObservedLoadBalancer[]): LoadBalancerSearch => ({
  describe: async (arns) => all.filter(({ arn }) => arns.includes(arn)),
  tagged: async (tags) => all.filter((one) => Object.entries(tags).every(([key, value]) => one.tags[key] === value)),
  listeners: async (of) =>
    all.some(({ arn }) => arn === of)
      ? [
          { arn: `${of}/tls`, port: 443, protocol: 'TLS', defaultCertificate: 'arn:c' },
          { arn: `${of}/plain`, port: 80, protocol: 'TCP' },
        ]
      : undefined,
});

const find = (loadBalancer: object, search: LoadBalancerSearch, certificates: object = {}) => {
  const edge = { name: 'web', cluster: 'demo', view: 'public', domains: ['example.com'], certificates, loadBalancer };
  const zones = [{ name: 'example.com', id: 'Z0EXAMPLE01', view: 'public' }];
  const checked = resolveConfiguration({ hub, zones, clusters: [{ name: 'demo' }], edges: [edge] });
  return findLoadBalancers(checked, { made: {}, searchFor: () => search });
};

const nobody: LoadBalancerSearch = {
  describe: () => Promise.reject(new Error('asked')),
  tagged: () => Promise.reject(new Error('asked')),
  listeners: () => Promise.reject(new Error('asked')),
};
const made: Partial<ObservedLoadBalancer> = {
  type: 'application',
  scheme: 'internet-facing',
  tags: { ...tagsOfEdge(hub, 'web'), more: '1' },
};
const create = { vpcId: 'vpc-01234567', subnetIds: ['subnet-01234567', 'subnet-89abcdef'] };
const web = { ...named, arn: arnOf('web'), dualStack: true, tls: { listeners: [`${arnOf('web')}/tls`] } };

describe('load balancers', () => {
  it.each<[string, object, readonly ObservedLoadBalancer[]]>([
    ['by ARN', { use: { arn: arnOf('web') } }, [balancer('web'), balancer('other')]],
    ['by tags', { use: { tags: { team: 'web' } } }, [balancer('web'), balancer('other', { tags: {} })]],
    ['made elsewhere', { create }, [balancer('web', made)]],
    [
      'made elsewhere beside one of another kind',
      { create },
      [balancer('web', made), balancer('old', { ...made, type: 'network' })],
    ],
    [
      'made elsewhere beside one for another view',
      { create },
      [balancer('old', { ...made, scheme: 'internal' }), balancer('web', made)],
    ],
  ])('are found %s, with the listeners that end TLS', async (_name, loadBalancer, all) => {
    expect(await find(loadBalancer, searchOver(all))).toEqual({ web });
  });

  it('whose ARN is written get their listeners, if certificates are for us to put there', async () => {
    const use = { ...named, arn: arnOf('web'), dualStack: true };
    expect(await find({ use }, searchOver([balancer('web')]))).toEqual({ web });
    expect(await find({ use }, nobody, { mode: 'off' })).toEqual({});
    expect(await find({ use: { ...use, tls: { listeners: [] } } }, nobody)).toEqual({});
  });

  it.each([{ use: named }, { addresses: ['192.0.2.1'] }])('that are written out are not asked for: %j', async (all) => {
    expect(await find(all, nobody)).toEqual({});
  });

  it.each<[string, object, readonly ObservedLoadBalancer[], RegExp]>([
    [
      'no such ARN',
      { use: { arn: arnOf('web') } },
      [],
      /^edges\[0\]\.loadBalancer\.use\.arn: there is no load balancer \S+\/web\/01 for edge web – /,
    ],
    [
      'no such ARN beside a DNS name',
      { use: { ...named, arn: arnOf('web') } },
      [balancer('other')],
      /^edges\[0\]\.loadBalancer\.use\.arn: there is no load balancer \S+\/web\/01 for edge web – /,
    ],
    [
      'no such tags',
      { use: { tags: { team: 'web', a: 'b' } } },
      [balancer('web')],
      /use\.tags: no load balancer carries team=web and a=b – /,
    ],
    [
      'several',
      { use: { tags: { team: 'web' } } },
      [balancer('web'), balancer('other')],
      /use\.tags: 2 load balancers carry team=web \(\S+\/other\/01, \S+\/web\/01\) – /,
    ],
    [
      'not made yet',
      { create },
      [],
      /\.create: no internet-facing application load balancer carries firstlight:installation=123456789012\/eu-central-1 and firstlight:edge=web – deploy/,
    ],
    [
      'only one of another kind',
      { create },
      [balancer('old', { ...made, type: 'network' })],
      /carries \S+ and firstlight:edge=web, of those \(\S+\/old\/01\) that are of another kind – deploy/,
    ],
    [
      'several of its kind',
      { create },
      [balancer('web', made), balancer('old', made)],
      /2 load balancers carry \S+ and firstlight:edge=web \(\S+\/old\/01, \S+\/web\/01\) – leave firstlight:edge to one/,
    ],
    [
      'a Gateway Load Balancer',
      { use: { arn: arnOf('web') } },
      [balancer('web', { type: 'gateway' })],
      /use: is a Gateway Load Balancer – /,
    ],
  ])('fail the deployment with a line: %s', async (_name, loadBalancer, all, line) => {
    const failed = find(loadBalancer, searchOver(all));
    await expect(failed).rejects.toThrow(ConfigurationError);
    await expect(failed).rejects.toThrow(line);
  });

  it('that goes while it is asked for is none', async () => {
    const going: LoadBalancerSearch = { ...searchOver([balancer('web')]), listeners: async () => undefined };
    await expect(find({ use: { arn: arnOf('web') } }, going)).rejects.toThrow(/use\.arn: there is no load balancer /);
    const tagged = find({ use: { tags: { team: 'web' } } }, going);
    await expect(tagged).rejects.toThrow(/use\.tags: there is no load balancer /);
  });

  it('that may not be asked for are named; what passes is thrown as it is', async () => {
    const denied = {
      ...nobody,
      describe: () => Promise.reject(new PermanentError('AccessDenied', 'no')),
    };
    await expect(find({ use: { arn: arnOf('web') } }, denied)).rejects.toThrow(/cannot be asked for \(no\) – grant/);
    const away = { ...nobody, describe: () => Promise.reject(new RetryableError('away')) };
    await expect(find({ use: { arn: arnOf('web') } }, away)).rejects.toThrow(RetryableError);
  });
});
