import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WishContext } from '../../../../functions/claims/wishes/types.ts';
import type { Edge } from '../../../../shared/domain/configuration.ts';
import { noCertificates } from '../../../../shared/domain/edge-certificates.ts';
import type { Ingress } from '../../../../shared/domain/objects.ts';
import { edgeOf } from '../../../shared/domain/settings.ts';
import { ask, context, service, web } from './asking.ts';

const arn = 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b';
const dnsName = 'public-1.eu-central-1.elb.amazonaws.com';

/** Everything is asked of an edge with these certificates. */
function at(mode: Edge['certificates']['mode']): WishContext {
  const given = context();
  const certificates = { ...noCertificates, mode };
  const loadBalancer = { use: { dnsName, hostedZoneId: 'Z215JYRZR1TBD5', dualStack: false } };
  const edges = [
    { ...edgeOf('sync'), name: 'public', classes: ['public'], domains: ['example.com'], certificates, loadBalancer },
  ];
  return { ...given, configuration: { ...given.configuration, edges } };
}

const tlsOf = (object: Ingress, mode: Edge['certificates']['mode'] = 'acm') =>
  ask(object, at(mode)).wishes.map(({ wish }) => wish.tls);

const others = fc.dictionary(
  fc.constantFrom(
    'cert-manager.io/cluster-issuer',
    'cert-manager.io/issuer',
    'kubernetes.io/tls-acme',
    'traefik.ingress.kubernetes.io/router.tls.certresolver',
    'alb.ingress.kubernetes.io/certificate-arn',
  ),
  fc.constantFrom('', 'true', 'letsencrypt', arn, `${arn},${arn}`),
);
const object = fc
  .record({ annotations: others, secret: fc.boolean() })
  .map(({ annotations, secret }) =>
    web({ annotations, tls: [{ hosts: ['app.example.com'], ...(secret ? { secretName: 'app-tls' } : {}) }] }),
  );
const saying = (one: Ingress, annotations: Record<string, string>): Ingress => ({
  ...one,
  annotations: { ...one.annotations, ...annotations },
});

describe('where the certificate of a host comes from', () => {
  it('is what the object itself says, whatever it says to others', () => {
    fc.assert(
      fc.property(object, (one) => {
        expect(tlsOf(saying(one, { 'firstlight.dev/tls': 'acm' }))).toEqual([undefined]);
        expect(tlsOf(saying(one, { 'firstlight.dev/tls': 'elsewhere' }))).toMatchObject([{ managedBy: 'elsewhere' }]);
        const named = { 'firstlight.dev/certificate-arn': ` ${arn} ` };
        expect(tlsOf(saying(one, named))).toEqual([{ managedBy: 'acm', certificateArn: arn }]);
      }),
    );
  });

  it('is nothing to speak of where the edge has no certificates; the same where they are only issued', () => {
    fc.assert(
      fc.property(object, (one) => {
        expect(tlsOf(one, 'off')).toEqual([undefined]);
        expect(tlsOf(one, 'issue-only')).toEqual(tlsOf(one, 'acm'));
      }),
    );
  });

  it('never keeps a host from being served', () => {
    fc.assert(
      fc.property(object, (one) => {
        expect(ask(one, at('acm')).wishes).toHaveLength(1);
      }),
    );
  });

  it('is ACM also for an alias that is written as a CNAME to the load balancer', () => {
    expect(tlsOf(web({ annotations: { 'firstlight.dev/alias': 'false' } }))).toEqual([undefined]);
  });

  it('is told with what others wrote, escaped and cut', () => {
    const resolver = `${'x'.repeat(100)}\n`;
    const asked = web({ annotations: { 'traefik.ingress.kubernetes.io/router.tls.certresolver': resolver } });
    expect(tlsOf(asked)).toEqual([{ managedBy: 'traefik', detail: `certResolver "${'x'.repeat(60)}…"` }]);
  });

  it('of a Service is not what Firstlight itself writes on it, where the edge has it do so', () => {
    const named = {
      'firstlight.dev/hostname': 'lb.example.com',
      'firstlight.dev/edge': 'public',
      'firstlight.dev/target': dnsName,
      'service.beta.kubernetes.io/aws-load-balancer-ssl-cert': `${arn},${arn}2`,
    };
    const asked = (mode: Edge['certificates']['mode']) =>
      ask(service({ annotations: named }), at(mode)).wishes.map(({ wish }) => wish.tls?.managedBy);
    expect(asked('annotate')).toEqual([undefined]);
    expect(asked('acm')).toEqual(['elsewhere']);
  });
});
