import type { ObjectMeta, StatusAddress } from '#shared/domain/object-meta.ts';
import type { Ingress, IngressRule, IngressTls } from '#shared/domain/objects.ts';
import { below, type Field, present, type Reading, readList, readText, readTexts } from './fields.ts';

/** Fields of networking.k8s.io/v1 Ingress (Kubernetes API reference, "Ingress v1 networking.k8s.io"). */
export function readIngress(reading: Reading, object: Field): Omit<Ingress, 'kind' | keyof ObjectMeta> {
  const spec = below(reading, object, 'spec');
  return {
    ...present({ className: readText(reading, below(reading, spec, 'ingressClassName')) }),
    rules: readList(reading, below(reading, spec, 'rules')).map((rule) => readRule(reading, rule)),
    tls: readList(reading, below(reading, spec, 'tls')).map((tls) => readTls(reading, tls)),
    addresses: readAddresses(reading, object),
  };
}

/** `status.loadBalancer.ingress` of an Ingress or a Service. */
export function readAddresses(reading: Reading, object: Field): readonly StatusAddress[] {
  const balancer = below(reading, below(reading, object, 'status'), 'loadBalancer');
  return readList(reading, below(reading, balancer, 'ingress')).flatMap((entry) => {
    const address: StatusAddress = present({
      ip: readText(reading, below(reading, entry, 'ip')),
      hostname: readText(reading, below(reading, entry, 'hostname')),
    });
    return address.ip === undefined && address.hostname === undefined ? [] : [address];
  });
}

function readRule(reading: Reading, rule: Field): IngressRule {
  const paths = readList(reading, below(reading, below(reading, rule, 'http'), 'paths'));
  const texts = paths.flatMap((path) => readText(reading, below(reading, path, 'path')) ?? []);
  return present({
    host: readText(reading, below(reading, rule, 'host')),
    paths: texts.length === 0 ? undefined : texts,
  });
}

function readTls(reading: Reading, tls: Field): IngressTls {
  return {
    hosts: readTexts(reading, below(reading, tls, 'hosts')),
    ...present({ secretName: readText(reading, below(reading, tls, 'secretName')) }),
  };
}
