import type { HostInput } from '../../../../functions/claims/hosts/host-input.ts';
import type { Asked } from './deciding.ts';

export const weight = (id: string, of = 1): Asked['set'] => [id, { kind: 'weighted', weight: of }];
export const role = (id: string, is: 'PRIMARY' | 'SECONDARY'): Asked['set'] => [id, { kind: 'failover', role: is }];
export const region = (id: string, name: string): Asked['set'] => [id, { kind: 'latency', region: name }];
export const country = (id: string, countryCode: string): Asked['set'] => {
  return [id, { kind: 'geolocation', location: { countryCode } }];
};
export const as = (name: string, set?: Asked['set'], over: Partial<Asked> = {}): Asked => {
  return { namespace: 'shop', name, ...(set === undefined ? {} : { set }), ...over };
};
export const setsOf = (state: HostInput): readonly string[] =>
  state.sites.map(
    ({ setIdentifier, state: life, holder, release }) =>
      `${setIdentifier} ${life}${release === undefined || life === 'dying' ? '' : ' leaving'} ${holder.key}`,
  );
