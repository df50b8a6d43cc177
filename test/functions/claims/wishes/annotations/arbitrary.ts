import fc from 'fast-check';
import { prefixes } from '../../../../../functions/claims/wishes/annotations/annotation.ts';
import { annotationNames } from '../../../../../functions/claims/wishes/annotations/names.ts';

const uuid = '01234567-89ab-cdef-0123-456789abcdef';
const targets = ['web.example.net', 'www.example.com', 'd1.cloudfront.net', '192.0.2.1', '2001:db8::1,192.0.2.2'];
const balancers = ['lb-1.eu-central-1.elb.amazonaws.com', 'dualstack.lb-1.eu-central-1.elb.amazonaws.com'];
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  hostname: ['b.example.com', 'example.com'],
  'internal-hostname': ['c.example.com'],
  target: [...targets, ...balancers],
  tls: ['acm', 'elsewhere', 'maybe'],
  'certificate-arn': ['arn:aws:acm:eu-central-1:111122223333:certificate/0a1b', 'mine'],
  edge: ['public', 'private', 'edgy'],
  alias: ['true', 'false', 'A'],
  'aws-weight': ['0', '+7', '255', '256'],
  'aws-region': ['eu-west-1', 'moon-1'],
  'aws-failover': ['PRIMARY', 'secondary'],
  'aws-geolocation-continent-code': ['EU', 'eu'],
  'aws-geolocation-country-code': ['DE', 'US', 'UA', '*', 'UK'],
  'aws-geolocation-subdivision-code': ['CA', '30'],
  'aws-geoproximity-region': ['eu-west-1'],
  'aws-geoproximity-local-zone-group': ['us-east-1-bue-1'],
  'aws-geoproximity-coordinates': ['51.5,-0.12', '90., +180', '51.507,0'],
  'aws-geoproximity-bias': ['99', '-99', '-0', '100'],
  'aws-multi-value-answer': ['', 'true', 'false'],
  'aws-health-check-id': [uuid, uuid.toUpperCase()],
  'aws-evaluate-target-health': ['true', 'false'],
  'aws-hosted-zone-id': ['Z1', 'Z2', '/hostedzone/Z1'],
  'aws-target-hosted-zone': ['Z215JYRZR1TBD5', 'same-zone'],
};
const junk = ['', ' ', 'x', '-1', '1.5', 'true', 'é\n"'];
const takesText = ['hostname', 'internal-hostname', 'target'];

/** Annotations as people write them: a few at a time, mostly with values that mean something, often with an identifier. */
export const annotated: fc.Arbitrary<Record<string, string>> = fc
  .record({
    picked: fc.dictionary(fc.constantFrom(...annotationNames), fc.nat(), { maxKeys: 5 }),
    prefix: fc.constantFrom(...prefixes),
    identified: fc.boolean(),
    checked: fc.boolean(),
  })
  .map(({ picked, prefix, identified, checked }) => {
    const entries = Object.entries(picked).map(([name, pick]): [string, string] => {
      const pool = [...(valuesOf[name] ?? []), ...(takesText.includes(name) ? [] : junk)];
      return [`${prefix}${name}`, pool[pick % pool.length] ?? ''];
    });
    return {
      ...(identified ? { 'firstlight.dev/set-identifier': 'blue' } : {}),
      ...(checked ? { 'firstlight.dev/aws-health-check-id': uuid } : {}),
      ...Object.fromEntries(entries),
    };
  });
