import type { Edge } from '#shared/domain/configuration.ts';
import { leadsTo } from '#shared/domain/leads-to.ts';
import type { HostObject, Ingress, LoadBalancer } from '#shared/domain/objects.ts';
import type { IngressRoute } from '#shared/domain/routes.ts';
import type { Target, TlsWish } from '#shared/domain/site.ts';
import { certificatesAnnotation } from '#shared/domain/status-parts.ts';
import { listOf } from '../annotations/annotation.ts';
import { isAcmArn, ownTlsOf } from '../annotations/own-tls.ts';
import { listenerSecrets } from '../gateway/listener-secrets.ts';
import { quoted } from '../text.ts';
import type { WishContext } from '../types.ts';
import { certManagerWish } from './cert-manager.ts';
import { keptSecretWish } from './kept-secrets.ts';
import { secretOf, secretsFor } from './secrets.ts';

interface Way {
  readonly edge: Edge | undefined;
  readonly target: Target | undefined;
  readonly context: WishContext;
}

/**
 * Where the certificate of one host of an object comes from at an edge that has certificates; undefined: from ACM, by us.
 * The object's own word decides; then whether the host leads to the edge's load balancer at all; then a certificate that
 * the object names to others, whoever it asks to issue one, and cert-manager, where one of its Certificates fills the
 * Secret. A Secret alone says nothing of who keeps it, and a load balancer that ends TLS could not use it, so it changes
 * nothing.
 */
export function tlsWishOf(object: HostObject, host: string, { edge, target, context }: Way): TlsWish | undefined {
  if (edge === undefined || edge.certificates.mode === 'off') return undefined;
  const own = ownTlsOf(object);
  // Told already, and nothing of the object is written until it is mended.
  if ('problem' in own) return undefined;
  if (own.certificateArn !== undefined) return { managedBy: 'acm', certificateArn: own.certificateArn };
  if (own.word === 'acm') return undefined;
  if (own.word === 'elsewhere') return elsewhere(secretOf(object, host) ?? 'annotation firstlight.dev/tls');
  if (target === undefined) return { managedBy: 'unknown' };
  // A Service with an address of its own, or a target that the object names, leads past the edge.
  if (!('use' in edge.loadBalancer) || !leadsTo(target, edge.loadBalancer.use.dnsName))
    return elsewhere(`its name does not lead to the load balancer of edge ${edge.name}`);
  const kept = (secrets = secretsFor(object, host)) =>
    context.keptSecrets && keptSecretWish(secrets, host, context.keptSecrets);
  switch (object.kind) {
    case 'networking.k8s.io/Ingress':
      return (
        namedCertificates(object, albAnnotation) ?? traefikIngress(object) ?? certManagerWish(object, host) ?? kept()
      );
    case '/Service':
      // There it is what Firstlight itself tells the controller.
      return edge.certificates.mode === 'annotate' ? undefined : namedCertificates(object, certificatesAnnotation);
    case 'traefik.io/IngressRoute':
    case 'traefik.containo.us/IngressRoute':
      return traefikRoute(object) ?? kept();
    default:
      return kept(listenerSecrets(object, host, { edge, context }));
  }
}

const elsewhere = (detail: string): TlsWish => ({ managedBy: 'elsewhere', detail });

/** AWS Load Balancer Controller, "Ingress annotations" and "Service annotations": ARNs, separated by commas. */
const albAnnotation = 'alb.ingress.kubernetes.io/certificate-arn';

/** One of ACM's is what the host is to have; of several, or those of IAM, only who wrote them knows which is whose. */
function namedCertificates(object: Ingress | LoadBalancer, name: string): TlsWish | undefined {
  const value = object.annotations[name];
  const [first, ...others] = listOf(value ?? '');
  if (value === undefined || first === undefined) return undefined;
  if (others.length === 0 && isAcmArn(first)) return { managedBy: 'acm', certificateArn: first };
  return elsewhere(`annotation ${name} ${quoted(value)}`);
}

/** Traefik, "Kubernetes Ingress": its own resolver, from the static configuration. */
function traefikIngress({ annotations }: Ingress): TlsWish | undefined {
  const resolver = annotations['traefik.ingress.kubernetes.io/router.tls.certresolver'];
  return resolver === undefined || resolver === '' ? undefined : traefik(resolver);
}

/** Traefik, "Kubernetes CRD", tls.certResolver. */
const traefikRoute = ({ tls }: IngressRoute): TlsWish | undefined =>
  tls?.certResolver === undefined || tls.certResolver === '' ? undefined : traefik(tls.certResolver);

const traefik = (resolver: string): TlsWish => ({ managedBy: 'traefik', detail: `certResolver ${quoted(resolver)}` });
