import type { XmlTree } from '../route53/xml-out.ts';
import { type Refusal, refusals } from './answer.ts';
import { isAt, type LoadBalancer, listedAt } from './load-balancer.ts';
import { listOf } from './operations.ts';
import { type Ask, type Found, findListener } from './state.ts';

/** API reference, AddListenerCertificates: one certificate a call; one that is in the list already is not added again. */
export function addListenerCertificates(ask: Ask): XmlTree | Refusal {
  const asked = askedFor(ask);
  if ('code' in asked) return asked;
  const { found, certificate } = asked;
  const { listener, loadBalancer } = found;
  if (!listedAt(listener, ask.nowMs).includes(certificate)) {
    const refused = refusedCertificate(ask, loadBalancer, certificate);
    if (refused !== undefined) return refused;
    listener.attachments.push({ certificate, sinceMs: ask.nowMs });
  }
  return { Certificates: { member: [{ CertificateArn: certificate, IsDefault: false }] } };
}

/** API reference, RemoveListenerCertificates. Assumption: what is not in the list is removed. */
export function removeListenerCertificates(ask: Ask): XmlTree | Refusal {
  const asked = askedFor(ask);
  if ('code' in asked) return asked;
  const { found, certificate } = asked;
  if (found.listener.defaultCertificate === certificate) return refusals.notPermitted;
  detach(found.listener.attachments, certificate, ask.nowMs);
  return {};
}

/** Nobody asks any more who used a certificate so long ago. */
const rememberedMs = 3_600_000;

export function detach(attachments: Found['listener']['attachments'], certificate: string, nowMs: number): void {
  const old = attachments.filter(({ untilMs = nowMs }) => untilMs < nowMs - rememberedMs);
  for (const one of old) attachments.splice(attachments.indexOf(one), 1);
  for (const [at, one] of attachments.entries())
    if (one.certificate === certificate && one.untilMs === undefined) attachments[at] = { ...one, untilMs: nowMs };
}

function askedFor(ask: Ask): { readonly found: Found; readonly certificate: string } | Refusal {
  const arn = ask.form.get('ListenerArn') ?? '';
  const found = findListener(ask, arn);
  if (found === undefined) return refusals.noSuchListener(arn);
  const [certificate, ...more] = listOf(ask.form, 'Certificates', 'CertificateArn');
  if (certificate === undefined || more.length > 0)
    return refusals.validation('You can specify one certificate per call');
  if (ask.form.has('Certificates.member.1.IsDefault')) return refusals.validation('IsDefault must not be specified');
  const { protocol } = found.listener;
  if (protocol !== 'HTTPS' && protocol !== 'TLS')
    return refusals.validation(`A certificate cannot be specified for ${protocol} listeners`);
  return { found, certificate };
}

/** mattclay/aws-terminator#309, where AWS says it: RSA keys of up to 3072 bits and three elliptic curves. */
const ofNetwork = new Set(['RSA_1024', 'RSA_2048', 'RSA_3072', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1']);

function refusedCertificate(ask: Ask, loadBalancer: LoadBalancer, arn: string): Refusal | undefined {
  const known = isAt(arn, ask.place) ? ask.certificate(arn) : undefined;
  if (known === undefined || isFresh(known, ask)) return refusals.noSuchCertificate(arn);
  // kubernetes-sigs/aws-load-balancer-controller#2241: an expired one is refused, too.
  const isSupported = loadBalancer.type === 'application' || ofNetwork.has(known.keyAlgorithm);
  if (known.status !== 'ISSUED' || !isSupported) return refusals.unsupportedCertificate(arn);
  return isFull(loadBalancer, ask) ? refusals.tooManyCertificates : undefined;
}

const isFresh = (known: { keyAlgorithm: string; issuedAtMs?: number | undefined }, { limits, nowMs }: Ask): boolean =>
  known.keyAlgorithm.startsWith('EC') && nowMs < (known.issuedAtMs ?? 0) + limits.freshCurveMs;

/** The quota is the load balancer's. Assumption: a certificate on two listeners counts twice. */
function isFull({ type, listeners }: LoadBalancer, { limits, nowMs }: Ask): boolean {
  const listed = listeners.flatMap((listener) => listedAt(listener, nowMs)).length;
  if (type === 'application') return listed >= limits.certificatesPerApplicationLoadBalancer;
  const defaults = listeners.filter(({ defaultCertificate }) => defaultCertificate !== undefined).length;
  return listed + defaults >= limits.certificatesPerNetworkLoadBalancer;
}
