import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { buildStack, example, exampleWith } from './stack.ts';

const warnings = (configuration = example): readonly unknown[] =>
  Annotations.fromStack(buildStack(configuration))
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => entry.data);

const use = { dnsName: 'lb-1.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5' };

it('warns of each edge whose load balancer would have to be made', () => {
  expect(warnings()).toEqual([
    expect.stringMatching(/^edges\[0\]\.loadBalancer\.create: .*edge public/),
    expect.stringMatching(/^edges\[1\]\.loadBalancer\.create: .*edge private/),
  ]);
  expect(
    warnings(
      exampleWith({ edges: example.edges.map((edge) => ({ ...edge, certificates: {}, loadBalancer: { use } })) }),
    ),
  ).toEqual([]);
});
