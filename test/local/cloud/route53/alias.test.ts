import { describe, it } from 'vitest';
import { a, alias, create, record, upsert } from './ask.ts';
import { expectRefused, type RefusedCase } from './refused.ts';

const albEurope = 'Z215JYRZR1TBD5';
const nlbEurope = 'Z3F0SRJ5LGBH90';
const alb = 'k8s-1.eu-central-1.elb.amazonaws.com.';
const nlb = 'k8s-1.elb.eu-central-1.amazonaws.com.';
const missing = (name: string, zone: string) =>
  `Tried to create an alias that targets ${name}, type A in zone ${zone}, but that target was not found`;
const outside = (name: string, zone: string) =>
  `Tried to create an alias that targets ${name}, type A in zone ${zone}, but the alias target name does not lie within the target zone`;

const refused: RefusedCase[] = [
  [
    'ALB under the zone id of another region',
    [],
    [create(alias('x', alb, 'Z35SXDOTRQ7X7K'))],
    [outside(alb, 'Z35SXDOTRQ7X7K'), missing(alb, 'Z35SXDOTRQ7X7K')],
  ],
  [
    'ALB under the zone id of NLBs',
    [],
    [create(alias('x', alb, nlbEurope))],
    [outside(alb, nlbEurope), missing(alb, nlbEurope)],
  ],
  [
    'NLB under the zone id of ALBs',
    [],
    [create(alias('x', nlb, albEurope))],
    [outside(nlb, albEurope), missing(nlb, albEurope)],
  ],
  ['alias in the zone to nothing', [], [create(alias('x', 'y.example.com.', 'Z1'))], [missing('y.example.com.', 'Z1')]],
  [
    'alias in the zone to another type',
    [record('y', 'TXT', '"t"')],
    [create(alias('x', 'y.example.com.', 'Z1'))],
    [missing('y.example.com.', 'Z1')],
  ],
  ['alias to itself', [a('x')], [upsert(alias('x', 'x.example.com.', 'Z1'))], [missing('x.example.com.', 'Z1')]],
  ['alias out of the zone', [], [create(alias('x', alb, 'Z1'))], [outside(alb, 'Z1'), missing(alb, 'Z1')]],
  [
    'alias into another of our zones',
    [],
    [create(alias('x', 'example.com.', 'Z2'))],
    [outside('example.com.', 'Z2'), missing('example.com.', 'Z2')],
  ],
  [
    'alias to a bad name',
    [],
    [create(alias('x', '', albEurope))],
    ["FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''"],
  ],
  [
    'alias of type NS',
    [],
    [create({ ...alias('x', alb, albEurope), Type: 'NS' })],
    [
      'RRSet of type NS with DNS name x.example.com. cannot be an alias.',
      ...[outside(alb, albEurope), missing(alb, albEurope)].map((text) => text.replace('type A', 'type NS')),
    ],
  ],
  [
    'VPC endpoint under the zone id of another region',
    [],
    [create(alias('x', 'vpce-1.s3.eu-west-1.vpce.amazonaws.com.', 'Z273ZU8SZ5RJPC'))],
    [
      outside('vpce-1.s3.eu-west-1.vpce.amazonaws.com.', 'Z273ZU8SZ5RJPC'),
      missing('vpce-1.s3.eu-west-1.vpce.amazonaws.com.', 'Z273ZU8SZ5RJPC'),
    ],
  ],
  [
    'CloudFront with target health',
    [],
    [create(alias('x', 'd1.cloudfront.net.', 'Z2FDTNDATAQYW2'))],
    ['Alias x.example.com. to a CloudFront distribution cannot evaluate the health of its target.'],
  ],
];

describe('Route 53 refuses: alias targets', () => {
  it.each(refused)('%s', (_, given, asked, messages) => expectRefused(given, asked, messages));
});
