import { coverOf } from './cover.ts';
import { isAwaited, isFit } from './fitness.ts';
import { isOnAll, type Lane, type Placed } from './lane.ts';
import type { Hindrance, KnownCertificate } from './lane-state.ts';
import { byKeys } from './order.ts';
import { isUnanswered } from './past-requests.ts';

/** Tags of a new certificate appear some seconds after it (ACM API reference, RequestCertificate). */
const tagsAppearMs = 120_000;

/** Why a certificate serves a host. */
export type How = 'exact' | 'wildcard' | 'joined' | 'requested' | 'default';

/** A host at an edge with the certificate that is to serve it, a reason why there is to be none, or neither: one is needed. */
export interface Choice {
  readonly placed: Placed;
  readonly certificate?: KnownCertificate;
  readonly how?: How;
  readonly refusal?: Hindrance;
}

/**
 * What somebody else lets end comes last. Before it the listeners' default that covers the host, else one with its very
 * name, else a wildcard; of several ours, then the one that serves most, then one that is on the listeners, then the one
 * that lasts longest. Else one on its way.
 */
export function choose(lane: Lane, placed: Placed): Choice {
  const { demand, edge } = placed;
  if (demand.elsewhere !== undefined) return { placed };
  if (demand.certificateArn !== undefined) return chooseNamed(lane, placed, demand.certificateArn);
  const covering = lane.covering(demand.host);
  const fit = covering.filter(([one]) => isFit(one, edge, lane.state.nowMs, isDefault(placed, one)));
  const [best] = fit.sort(
    byKeys(([one, cover]) => [
      Number(isEnding(one)),
      Number(!isDefault(placed, one)),
      Number(cover !== 'exact'),
      Number(!one.ours),
      -lane.weight(one, edge),
      Number(!isOnAll(placed, one.arn)),
      -(one.notAfterMs ?? 0),
      one.arn,
    ]),
  );
  if (best !== undefined) {
    const [certificate, cover] = best;
    const how = isDefault(placed, certificate) ? 'default' : wasFor(lane, placed, certificate) ? 'requested' : cover;
    return { placed, certificate, how };
  }
  const [awaited] = covering
    .filter(([one]) => isAwaited(one, edge))
    .sort(byKeys(([one, cover]) => [Number(cover !== 'exact'), -lane.weight(one, edge), one.arn]));
  if (awaited === undefined) return { placed, ...(isUnanswered(lane, placed) ? {} : doubt(lane, covering)) };
  const [certificate] = awaited;
  return { placed, certificate, how: wasFor(lane, placed, certificate) ? 'requested' : 'joined' };
}

/** One that was made a moment ago may be ours, from before a loss of the table: a second one is not requested yet. */
function doubt(lane: Lane, covering: ReturnType<Lane['covering']>): Pick<Choice, 'refusal'> {
  const { nowMs } = lane.state;
  const [found] = covering.find(
    ([one]) => one.unsure === true && one.type === 'AMAZON_ISSUED' && nowMs - (one.createdMs ?? 0) < tagsAppearMs,
  ) ?? [undefined];
  const message = `ACM does not show the tags of ${found?.arn} yet, which would tell whether it is ours`;
  return found === undefined ? {} : { refusal: { reason: 'Waiting', message } };
}

function chooseNamed(lane: Lane, placed: Placed, arn: string): Choice {
  const { demand, edge } = placed;
  const certificate = lane.certificate(arn);
  const refuse = (problem: string, remedy: string): Choice => {
    const message = `${arn}, which the object names, ${problem}; ${remedy}, or take the annotation away`;
    return { placed, refusal: { reason: 'CertificateFailed', message } };
  };
  if (certificate === undefined) return refuse("is not in the edge's account and region", 'name one that is');
  const cover = coverOf(certificate.names, demand.host);
  if (cover === undefined) return refuse(`has no name for ${demand.host}`, 'name one that has');
  if (!isLentTo(lane, placed, certificate)) {
    const remedy = "name it in the edge's certificates.reuse";
    return refuse('is not ours and has names that this namespace does not hold, for which it would answer too', remedy);
  }
  if (!isFit(certificate, edge, lane.state.nowMs, true)) {
    return refuse(unfitText(certificate), 'name one that is issued and lasts');
  }
  return { placed, certificate, how: isDefault(placed, certificate) ? 'default' : cover };
}

function unfitText({ status, type }: KnownCertificate): string {
  if (status !== 'ISSUED') return `is ${status.toLowerCase().replaceAll('_', ' ')}`;
  return type === 'PRIVATE' ? 'is of a private authority' : 'ends within a week, or has not begun';
}

/**
 * A load balancer shows what it has to whoever asks for any of its names, an ECDSA certificate before others. So nobody
 * has one put there that answers for names of others, unless the platform team says so.
 */
function isLentTo(lane: Lane, { demand, edge }: Placed, { arn, names, ours }: KnownCertificate): boolean {
  const { reuse } = edge.settings;
  if (ours || reuse === 'any' || reuse.includes(arn)) return true;
  const held = lane.demands.filter((one) => one.demand.namespace === demand.namespace);
  return names.every((name) => held.some((one) => one.demand.host === name));
}

/** Nobody but its owner can renew it, and who chose it would be without one in the end. */
const isEnding = ({ ours, renewalBlocked }: KnownCertificate): boolean => !ours && renewalBlocked !== undefined;

const isDefault = ({ listeners }: Placed, { arn }: KnownCertificate): boolean =>
  listeners.length > 0 && listeners.every((listener) => listener.default === arn);

const wasFor = (lane: Lane, { demand }: Placed, { arn }: KnownCertificate): boolean =>
  lane.requestOf(arn)?.hosts.includes(demand.host) ?? false;
