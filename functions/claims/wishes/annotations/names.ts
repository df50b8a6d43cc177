/**
 * Every annotation that means something here, under each of the three prefixes; docs/annotations.md explains each. All but
 * `edge`, `tls` and `certificate-arn` are external-dns's (v0.22, docs/annotations and docs/tutorials/aws.md).
 */
export const annotationNames = [
  'hostname',
  'internal-hostname',
  'ingress-hostname-source',
  'gateway-hostname-source',
  'edge',
  'controller',
  'tls',
  'certificate-arn',
  'target',
  'ttl',
  'alias',
  'record-type',
  'set-identifier',
  'aws-weight',
  'aws-region',
  'aws-failover',
  'aws-geolocation-continent-code',
  'aws-geolocation-country-code',
  'aws-geolocation-subdivision-code',
  'aws-geoproximity-region',
  'aws-geoproximity-local-zone-group',
  'aws-geoproximity-coordinates',
  'aws-geoproximity-bias',
  'aws-multi-value-answer',
  'aws-health-check-id',
  'aws-evaluate-target-health',
  'aws-target-hosted-zone',
  'aws-hosted-zone-id',
] as const;

export type AnnotationName = (typeof annotationNames)[number];
