import { expect, it } from 'vitest';
import { ownerOf, serviceOf } from '../../../../functions/certificates/plan/load-balancer-owner.ts';

const cluster = { 'eks:eks-cluster-name': 'demo' };

it.each<[string, Record<string, string>, string | undefined]>([
  ['no tags', {}, undefined],
  ['tags of people', { team: 'web', 'kubernetes.io/cluster/demo': 'shared' }, undefined],
  ['the controller', { 'elbv2.k8s.aws/cluster': 'demo' }, 'the AWS Load Balancer Controller of cluster demo'],
  [
    'the controller, on Auto Mode',
    { 'elbv2.k8s.aws/cluster': 'a', ...cluster },
    'the AWS Load Balancer Controller of cluster a',
  ],
  ['Auto Mode', cluster, 'EKS Auto Mode of cluster demo'],
  [
    'an Ingress of Auto Mode',
    { ...cluster, 'ingress.eks.amazonaws.com/stack': 'shop' },
    'EKS Auto Mode of cluster demo',
  ],
  ['a Service of Auto Mode', { 'service.eks.amazonaws.com/stack': 'shop/web' }, 'EKS Auto Mode'],
  ['what we made, bound to pods by Auto Mode', { ...cluster, 'firstlight:edge': 'public' }, undefined],
])('%s', (_name, tags, owner) => {
  expect(ownerOf(tags)).toBe(owner);
});

it.each<[string, Record<string, string>, string | undefined]>([
  ['an Ingress', { 'ingress.k8s.aws/stack': 'shop/web' }, undefined],
  ['a Service', { 'service.k8s.aws/stack': 'traefik/traefik' }, 'traefik/traefik'],
  ['a Service of Auto Mode', { 'service.eks.amazonaws.com/stack': 'traefik/traefik' }, 'traefik/traefik'],
  ['what is no Service', { 'service.k8s.aws/stack': 'Web' }, undefined],
])('the Service that it was made for: %s', (_name, tags, service) => {
  expect(serviceOf(tags)).toBe(service);
});
