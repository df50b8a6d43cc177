import type { RequestChange } from './plan/changes.ts';
import { installationOf, installationTag, type LaneWork, namespaceTag } from './work.ts';

/**
 * That it is asked for is written before ACM hears of it, with the token: should the answer be lost, the same token makes
 * no second one within the hour, and later the list shows the first.
 */
export async function request(work: LaneWork, change: RequestChange): Promise<undefined> {
  const { drain, rows, authority, configuration } = work;
  const { kind: _kind, reason: _reason, instead, ...wish } = change;
  const { names, keyAlgorithm, namespace, token } = wish;
  const asked = { ...wish, names: [...names].sort() };
  if (instead !== undefined) rows.forgetRequest(instead);
  rows.saveRequest(asked);
  await rows.flush();
  await drain.assertHeld();
  const tags = { [installationTag]: installationOf(configuration), [namespaceTag]: namespace };
  const arn = await authority.request({ names, keyAlgorithm, token, tags });
  const nowMs = drain.now();
  rows.saveRequest({ ...asked, arn });
  const certificate = {
    arn,
    names: asked.names,
    status: 'PENDING_VALIDATION',
    type: 'AMAZON_ISSUED',
    keyAlgorithm,
    createdMs: nowMs,
    inUseBy: [],
    validations: [],
  } as const;
  // It may be listed since a call whose answer was lost, its tags not seen yet.
  const { unsure: _past, ...known } = rows.certificates.get(arn) ?? { certificate, seenMs: nowMs };
  rows.saveCertificate({ ...known, ours: true, namespace });
  return undefined;
}
