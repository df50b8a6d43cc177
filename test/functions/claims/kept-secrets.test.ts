import { expect, it } from 'vitest';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { certManagerKind } from '../../../shared/domain/kinds.ts';
import type { CertManagerCertificate } from '../../../shared/domain/objects.ts';
import type { Route } from '../../../shared/domain/routes.ts';
import { guardedWorld, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const host = 'app.example.com';
const kept = { managedBy: 'cert-manager', detail: 'ClusterIssuer "letsencrypt", Secret "shop/app-tls"' };
const web = (secretName = 'app-tls') => ingress('shop/app', [host], { tls: [{ hosts: [host], secretName }] });
const certificate = (over: Partial<CertManagerCertificate> = {}): CertManagerCertificate => ({
  kind: certManagerKind,
  form: 'full',
  key: 'shop/app',
  apiVersion: 'cert-manager.io/v1',
  annotations: {},
  labels: {},
  secretName: 'app-tls',
  dnsNames: [host],
  issuerKind: 'ClusterIssuer',
  issuerName: 'letsencrypt',
  ...over,
});

/** All that edges have comes from a load balancer that ends TLS. */
function ending(mode: 'acm' | 'off' = 'acm'): Configuration {
  const configuration = testConfiguration();
  const use = { dnsName: 'public-1.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5', dualStack: false };
  const edges = configuration.edges.map((edge) => ({
    ...edge,
    certificates: { ...edge.certificates, mode },
    loadBalancer: { use },
  }));
  return { ...configuration, edges };
}

async function openWorld(configuration = ending()) {
  const world = await guardedWorld(1, configuration);
  const tell = async (one: CertManagerCertificate | undefined, key = 'shop/app') => {
    await world.say(key, one, certManagerKind);
    await world.settle();
    return (await world.site(host))?.wish.tls;
  };
  const write = async (one = web()) => {
    await world.say('shop/app', one);
    await world.settle();
    return (await world.site(host))?.wish.tls;
  };
  return { ...world, tell, write };
}

it('is seen whichever comes first, the Certificate or its Ingress', async () => {
  const late = await openWorld();
  expect(await late.write()).toBeUndefined();
  expect(await late.tell(certificate())).toEqual(kept);
  const early = await openWorld();
  await early.tell(certificate());
  expect(await early.write()).toEqual(kept);
});

it('lasts as long as the Certificate fills that Secret for that name', async () => {
  const world = await openWorld();
  await world.write();
  for (const one of [
    certificate({ secretName: 'other-tls' }),
    certificate({ dnsNames: ['www.example.com'] }),
    undefined,
  ]) {
    expect(await world.tell(certificate())).toEqual(kept);
    expect(await world.tell(one)).toBeUndefined();
  }
  expect(await world.tell(certificate())).toEqual(kept);
  expect(await world.write(web('other-tls'))).toBeUndefined();
});

it('is the same for an Ingress among those of many namespaces', async () => {
  const world = await openWorld();
  await world.tell(certificate());
  const others = numbers(0, 12).map((index) =>
    ingress(`ns-${index}/app`, [`o${index}.example.com`], { tls: [{ hosts: [], secretName: 'app-tls' }] }),
  );
  for (const one of [web(), ...others]) await world.say(one.key, one);
  await world.settle();
  expect((await world.site(host))?.wish.tls).toEqual(kept);
  expect((await world.site('o3.example.com'))?.wish).toBeDefined();
  expect((await world.site('o3.example.com'))?.wish.tls).toBeUndefined();
});

it('is seen of a route whose Gateway shows the Secret, wherever the Gateway is, and not any more', async () => {
  const world = await openWorld();
  const ref = { of: 'gateway.networking.k8s.io/Gateway', key: 'infra/secure' };
  const listener = { name: 'https', protocol: 'HTTPS', from: 'All', secrets: ['infra/app-tls'] };
  const gateway = { key: ref.key, className: 'public', annotations: {}, addresses: [] };
  const route: Route = {
    kind: 'gateway.networking.k8s.io/HTTPRoute',
    form: 'full',
    key: 'shop/web',
    apiVersion: 'gateway.networking.k8s.io/v1',
    annotations: {},
    labels: {},
    hostnames: [host],
    parentRefs: [ref],
    parentStatuses: [{ ...ref, accepted: { status: 'True' } }],
    parents: [{ ...ref, annotations: {}, listeners: [listener], gateway }],
  };
  await world.say('shop/web', route, route.kind);
  await world.settle();
  const detail = kept.detail.replace('shop/', 'infra/');
  expect(await world.tell(certificate())).toBeUndefined();
  expect(await world.tell(certificate({ key: 'infra/app' }), 'infra/app')).toEqual({ ...kept, detail });
  expect(await world.tell(undefined, 'infra/app')).toBeUndefined();
  expect(await world.tell(certificate({ key: 'infra/app' }), 'infra/app')).toEqual({ ...kept, detail });
  await world.say(
    'shop/web',
    { ...route, parents: [{ ...ref, annotations: {}, listeners: [{ ...listener, secrets: [] }], gateway }] },
    route.kind,
  );
  await world.settle();
  expect((await world.site(host))?.wish.tls).toBeUndefined();
});

it('is nothing to speak of where no certificate is ours', async () => {
  const world = await openWorld(ending('off'));
  await world.tell(certificate());
  expect(await world.write()).toBeUndefined();
});
