import type { Choice } from './choice.ts';
import { isOn } from './lane.ts';
import type { Hindrance } from './lane-state.ts';
import { wantedNames } from './wanted-names.ts';

/** What would be done for a host that a policy or a hold stops; for people, each after `would`. */
export function plannedFor(
  { placed, certificate }: Choice,
  hindrance: Hindrance | undefined,
): { readonly planned?: readonly string[] } {
  const { demand, edge, listeners } = placed;
  if (demand.stopped === undefined || demand.elsewhere !== undefined) return {};
  const isOther = hindrance !== undefined && hindrance.reason !== demand.stopped;
  if (certificate === undefined && isOther) return {};
  const names = wantedNames(demand.host, edge).join(', ');
  const what = certificate?.arn ?? 'it';
  const lacking = listeners.filter((listener) => certificate === undefined || !isOn(listener, certificate.arn));
  const planned = [
    ...(certificate === undefined ? [`request a certificate for ${names}`] : []),
    ...lacking.map(({ arn }) => `put ${what} on ${arn}`),
  ];
  return planned.length === 0 ? {} : { planned };
}
