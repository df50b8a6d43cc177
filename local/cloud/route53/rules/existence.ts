import { type Change, contentOf, existing, titleOf, type ZoneAtChange } from '../change.ts';

/** CREATE makes what is not there. Source: AnalogJ/lexicon#179, barnybug/cli53#317. */
export function createsWhatIsNew(change: Change, zone: ZoneAtChange): readonly string[] {
  if (change.action !== 'CREATE' || existing(change, zone) === undefined) return [];
  return [`Tried to create resource record set ${titleOf(change)} but it already exists`];
}

/**
 * DELETE names exactly what is there: type, TTL, values (in any order), set identifier, routing, health check, alias target with
 * its zone and EvaluateTargetHealth. Source: API reference: "To delete a resource record set, you must specify all the same values
 * that are in the current resource record set"; the words from boto/boto#2887 and kubernetes-sigs/external-dns#732.
 */
export function deletesWhatIsThere(change: Change, zone: ZoneAtChange): readonly string[] {
  if (change.action !== 'DELETE') return [];
  const current = existing(change, zone);
  const tried = `Tried to delete resource record set ${titleOf(change)}`;
  if (current === undefined) return [`${tried} but it was not found`];
  return contentOf(current) === contentOf(change.set)
    ? []
    : [`${tried} but the values provided do not match the current values`];
}
