import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ElasticLoadBalancers } from '../../shared/adapters/elbv2.ts';
import type { CreatedLoadBalancerInput, EdgeInput } from '../../shared/configuration/define.ts';
import { tagsOfEdge } from '../../shared/configuration/edge-tags.ts';
import { readConfiguration } from '../../shared/runtime/configuration-row.ts';
import { Deployment, type Outputs } from './cdk.ts';
import { configurationOf, region } from './installation.ts';
import { patienceMs, rootOf, tableOf, told } from './world.ts';

const account = '444444444444';
const deployment = new Deployment(told, account);
const balancers = new ElasticLoadBalancers(rootOf(account));
let outputs: Outputs = {};

const network = { vpcId: 'vpc-01234567', subnetIds: ['subnet-01234567', 'subnet-89abcdef'] };
const [edge] = configurationOf(['edges'], account).edges;
const edgeOf = (name: string, create: Partial<CreatedLoadBalancerInput> = {}): EdgeInput => {
  if (edge === undefined) throw new Error('no edge');
  return { ...edge, name, classes: [name], loadBalancer: { create: { ...network, ...create } } };
};
const deploy = async (...edges: readonly EdgeInput[]): Promise<void> => {
  deployment.configure({ ...configurationOf(['edges'], account), edges });
  outputs = await deployment.deploy('--all', '-c', 'paused=true');
};
const targets = async () => {
  const stored = await readConfiguration(tableOf(account, outputs['TableName'] ?? ''));
  return Object.fromEntries(stored?.document.edges.map(({ name, loadBalancer }) => [name, loadBalancer]) ?? []);
};
const standing = (name: string) => balancers.tagged(tagsOfEdge({ account, region }, name));
const arnOf = async (name: string): Promise<string> => (await standing(name))[0]?.arn ?? '';

describe('load balancers of a deployment', { timeout: 3 * patienceMs }, () => {
  beforeAll(async () => {
    deployment.configure(configurationOf(['edges'], account));
    await deployment.bootstrap();
  });
  afterAll(() => deployment.close());

  it('are made, and the configuration row tells where they are', async () => {
    await deploy(edgeOf('front'), edgeOf('tcp', { type: 'nlb', tcpPorts: [{ port: 8443 }] }));
    for (const name of ['front', 'tcp']) {
      const [one, second] = await standing(name);
      const listeners = await balancers.listeners(one?.arn ?? '');
      const tls = listeners?.filter(({ port }) => port === 443).map(({ arn }) => arn);
      const { dnsName, hostedZoneId, arn } = one ?? {};
      expect(second).toBeUndefined();
      expect((await targets())[name]).toEqual({
        use: { dnsName, hostedZoneId, arn, dualStack: false, tls: { listeners: tls } },
      });
    }
  });

  it('stay the same through changes, and stay when their edge goes', async () => {
    const before = [await arnOf('front'), await arnOf('tcp')];
    await deploy(edgeOf('front', { idleTimeoutSeconds: 60, allow: ['10.0.0.0/8'], controller: 'ingress-nginx' }));
    expect([await arnOf('front'), await arnOf('tcp')]).toEqual(before);
    expect(Object.keys(await targets())).toEqual(['front']);
  });

  it('of others are found by ARN and by tags, and one that is not there fails the deployment', async () => {
    const arn = await arnOf('front');
    const tags = tagsOfEdge({ account, region }, 'tcp');
    const using = (name: string, use: Extract<EdgeInput['loadBalancer'], { use: unknown }>['use']): EdgeInput => ({
      ...edgeOf(name),
      loadBalancer: { use },
    });
    await deploy(using('one', { arn }), using('two', { tags }));
    expect(await targets()).toMatchObject({ one: { use: { arn } }, two: { use: { arn: await arnOf('tcp') } } });
    await expect(deploy(using('one', { arn: arn.replace(/\w$/, 'x') }))).rejects.toThrow();
    expect(await targets()).toMatchObject({ one: { use: { arn } }, two: {} });
  });
});
