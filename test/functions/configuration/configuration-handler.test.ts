import { describe, expect, it } from 'vitest';
import { configurationHandler } from '../../../functions/configuration/handler.ts';
import type { LoadBalancerSearch } from '../../../functions/configuration/ports.ts';
import { parseDocument } from '../../../shared/configuration/document.ts';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { ConfigurationError } from '../../../shared/errors/configuration-error.ts';
import { readConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';
import { telemetryLines } from '../../support/telemetry-lines.ts';
import { testConfiguration as shortIds } from '../claims/samples.ts';

const testConfiguration = (): Configuration => {
  const written = shortIds();
  return { ...written, zones: written.zones.map((zone) => ({ ...zone, id: `${zone.id}EXAMPLE0` })) };
};

const noSearch: LoadBalancerSearch = {
  describe: async () => [],
  tagged: async () => [],
  listeners: async () => undefined,
};

function deployment() {
  const table = memoryTable();
  const doorbell = recordingDoorbell();
  const handler = configurationHandler(async () => ({ table, doorbell, searchFor: () => noSearch }));
  return {
    table,
    doorbell,
    async ask(RequestType: string, document: object | string = testConfiguration(), made?: object) {
      const Document = typeof document === 'string' ? document : JSON.stringify(document);
      const LoadBalancers = made === undefined ? {} : { LoadBalancers: JSON.stringify(made) };
      let answer: unknown;
      await telemetryLines(async () => {
        answer = await handler(
          { RequestType, ResourceProperties: { Document, ...LoadBalancers, ServiceToken: 'arn' } },
          lambdaContext,
        );
      });
      return answer;
    },
  };
}

describe('the custom resource of the configuration', () => {
  it('puts it in force under the next number and wakes its lanes', async () => {
    const { table, doorbell, ask } = deployment();
    const first = await ask('Create');
    expect(first).toEqual({ PhysicalResourceId: 'firstlight-configuration', Data: { Seq: '1' } });
    expect(await readConfiguration(table)).toMatchObject({ seq: 1, document: testConfiguration() });
    expect(doorbell.rings.map(({ lane }) => lane).sort()).toEqual([
      'claims:demo',
      'dns:Z1EXAMPLE0',
      'dns:Z2EXAMPLE0',
      'status:demo',
    ]);
  });

  it('puts what the deployment made in the place of what was to be made', async () => {
    const { table, ask } = deployment();
    const { edges, ...others } = testConfiguration();
    const create = { vpcId: 'vpc-01234567', subnetIds: ['subnet-01234567', 'subnet-89abcdef'] };
    const document = { ...others, edges: edges.map((edge) => ({ ...edge, loadBalancer: { create } })) };
    const arn = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/a/0123456789abcdef';
    const use = { dnsName: 'a-1.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5', dualStack: false };
    const made = { ...use, arn, tls: { listeners: [`${arn.replace('loadbalancer', 'listener')}/0123456789abcdef`] } };
    await expect(ask('Create', document, { public: made })).rejects.toThrow(
      /^edges\[1\]\.loadBalancer\.create: no internal application load balancer carries/,
    );
    expect(await readConfiguration(table)).toBeUndefined();
    const named = { ...made, dnsName: 'A-1.eu-central-1.elb.amazonaws.com' };
    await ask('Create', document, { public: named, private: named });
    const stored = await readConfiguration(table);
    expect(stored?.document.edges.map(({ loadBalancer }) => loadBalancer)).toEqual([{ use: made }, { use: made }]);
    expect(parseDocument(stored?.document)).toEqual(stored?.document);
  });

  it('takes an older document as a newer configuration, under the same physical id', async () => {
    const { table, ask } = deployment();
    await ask('Create');
    await ask('Update', { ...testConfiguration(), mode: 'observe' });
    expect(await ask('Update')).toEqual({ PhysicalResourceId: 'firstlight-configuration', Data: { Seq: '3' } });
    expect(await readConfiguration(table)).toMatchObject({ seq: 3, document: { mode: 'sync' } });
  });

  it('leaves the row when the stack is deleted, whatever its document is', async () => {
    const { table, ask } = deployment();
    await ask('Create');
    expect(await ask('Delete', '')).toEqual({ PhysicalResourceId: 'firstlight-configuration' });
    expect(await readConfiguration(table)).toMatchObject({ seq: 1 });
  });

  it.each([
    ['{', /not JSON – deploy again/],
    [JSON.stringify({ ...testConfiguration(), mode: 'off' }), /mode/],
    [JSON.stringify({ ...testConfiguration(), later: 1 }), /later/],
  ])('fails the deployment for what it does not wholly understand, and changes nothing: %s', async (text, told) => {
    const { table, ask } = deployment();
    await ask('Create');
    const failed = ask('Update', text);
    await expect(failed).rejects.toThrow(ConfigurationError);
    await expect(failed).rejects.toThrow(told);
    expect(await readConfiguration(table)).toMatchObject({ seq: 1 });
  });
});
