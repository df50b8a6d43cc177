import { expect, it } from 'vitest';
import { outputsOfDeployment } from '../../shared/deployment/deployment.ts';
import { flat } from './iam.ts';
import { exampleWith, templateOf } from './stack.ts';

it('tells the command line all that it reads of a stack, and the queue of every dead letter', () => {
  const outputs = templateOf().toJSON()['Outputs'];
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining([...outputsOfDeployment]));
  const capabilities = (output: string): readonly string[] =>
    [...JSON.stringify(outputs[output]).matchAll(/\\"(\w+)\\":\\"/g)].map(([, name = '']) => name);
  expect(capabilities('DeadLetterUrls')).toEqual([
    'intake',
    'claims',
    'dns',
    'certificates',
    'status',
    'monitors',
    'alerts',
  ]);
  expect(capabilities('QueueUrls')).toEqual(capabilities('DeadLetterUrls'));
});

it('tells the chart what it needs, with the role only where a service account must name it', () => {
  const issuer = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
  const clusters = [
    { name: 'demo' },
    { name: 'eu-west', forwarder: { oidcProvider: issuer, serviceAccount: 'names' } },
    { name: 'far', account: '210987654321' },
  ];
  const outputs = templateOf(exampleWith({ clusters, edges: [], services: {} })).toJSON()['Outputs'];
  const values = (cluster: string): string =>
    flat(outputs[`HelmValues${cluster}`].Value).replaceAll(/[0-9A-F]{8}(?=[.>])/g, '');
  const bus = 'bus=arn:<AWS::Partition>:events:eu-central-1:123456789012:event-bus/Firstlight';
  const bucket = 'status.bucket=<StorageStatus>';
  expect(values('Demo')).toBe(`cluster=demo,${bus},${bucket},serviceAccount.name=firstlight-forwarder`);
  expect(values('EuWest')).toBe(
    `cluster=eu-west,${bus},${bucket},serviceAccount.name=names,serviceAccount.roleArn=<ForwardereuwestRole.Arn>`,
  );
  expect(values('Far')).toBe(`cluster=far,${bus},${bucket},serviceAccount.name=firstlight-forwarder`);
});
