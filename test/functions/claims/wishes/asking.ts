import type { WishContext } from '../../../../functions/claims/wishes/types.ts';
import { wishesOf } from '../../../../functions/claims/wishes/wishes.ts';
import type { HostPolicy } from '../../../../shared/domain/host-policy.ts';
import { splitKindId } from '../../../../shared/domain/kinds.ts';
import type { Ingress, LoadBalancer, ProjectedObject } from '../../../../shared/domain/objects.ts';
import type { Target } from '../../../../shared/domain/site.ts';
import { ingress, testConfiguration } from '../samples.ts';

export const context = (over: Partial<WishContext> = {}, hosts?: HostPolicy): WishContext => ({
  configuration: testConfiguration(hosts),
  cluster: 'demo',
  ingressClasses: [],
  ...over,
});
export const ask = (object: ProjectedObject, given: WishContext = context()) =>
  wishesOf({ cluster: 'demo', key: object.key, ...splitKindId(object.kind) }, object, given);
export const web = (over: Partial<Ingress> = {}, hosts: readonly string[] = ['app.example.com']): Ingress =>
  ingress('shop/web', hosts, over);
export const note = (annotations: Record<string, string>, hosts?: readonly string[]): Ingress =>
  web({ annotations }, hosts);
export const service = (over: Partial<LoadBalancer> = {}): LoadBalancer => ({
  kind: '/Service',
  form: 'full',
  key: 'shop/lb',
  apiVersion: 'v1',
  annotations: { 'firstlight.dev/hostname': 'lb.example.com' },
  labels: {},
  type: 'LoadBalancer',
  externalIPs: [],
  ports: [],
  addresses: [],
  ...over,
});
export const hostsIn = (object: ProjectedObject, given?: WishContext) =>
  ask(object, given).wishes.map(({ site }) => `${site.host} ${site.view}`);
export const targetOf = (object: ProjectedObject, given?: WishContext): Target | undefined =>
  ask(object, given).wishes[0]?.wish.target;
