import type { Configuration, Edge } from '#shared/domain/configuration.ts';
import { certificatesLane, isCertificatesLane } from '#shared/rows/certificate-rows.ts';
import { type LaneRow, lanePrefix, members, siteKey } from '#shared/rows/site-rows.ts';
import { coverOf } from '../../../functions/certificates/plan/cover.ts';
import type { World } from '../world/world.ts';
import { isOn } from './certificates-safe.ts';
import type { Goal, Invariant } from './invariant.ts';

const isAttached = (conditions: readonly { type: string; status: string; reason: string }[]): boolean =>
  conditions.some(
    ({ type, status, reason }) => type === 'CertificateReady' && status === 'True' && reason === 'Attached',
  );

/**
 * Nobody is told that a certificate serves a host before its listeners show it: those of the edge as the drain knows it,
 * which goes on under the configuration that it began with.
 */
export const attachedWhenShown: Invariant = {
  name: 'a certificate is called attached only when it is shown',
  watch(world, { violated, mirror }) {
    const known = new Map<string, Configuration | undefined>();
    world.store.onCommit(({ actions, by }) => {
      for (const action of actions) {
        if (action.action !== 'put') continue;
        if (action.key.sk === 'state' && !known.has(by)) known.set(by, mirror.configuration?.document);
        if (!action.key.sk.startsWith(lanePrefix)) continue;
        const { site, lane, conditions } = action.row as LaneRow;
        if (!isCertificatesLane(lane) || !isAttached(conditions)) continue;
        const edge = mirror.row(siteKey(site))?.wish.edge;
        // It is read a moment after the lease was taken.
        const configurations = [known.get(by), mirror.configuration?.document];
        if (edge !== undefined && !configurations.some((one) => isShown(world, site.host, edgeOf(one, edge)))) {
          violated(`${by} says that ${site.host} is served on ${edge}`);
        }
      }
    });
  },
};

/** Every site of an edge with certificates is told how its own stands, and none is kept by one once it has ended. */
export const certificatesTold: Goal = {
  name: 'sites are told of their certificates, and end',
  async missing({ desk, configuration, store }) {
    const { sites } = await desk.sites();
    const edges = configuration.edges.filter(({ certificates }) => certificates.mode !== 'off');
    const untold = sites.filter(
      ({ edge, conditions }) =>
        edges.some(({ name }) => name === edge) &&
        conditions.some(({ type, reason }) => type === 'DnsReady' && reason === 'InSync') &&
        !conditions.some(({ type }) => type === 'CertificateReady'),
    );
    const lanes = new Set(edges.flatMap((edge) => certificatesLane(edge, configuration) ?? []));
    const listed = await Promise.all([...lanes].map((lane) => store.truth.query(members(lane))));
    const rows = await store.truth.getMany(listed.flat().map(({ row }) => siteKey(row.site)));
    return [
      ...untold.map(({ host, edge }) => `${host} on ${edge} has no word of its certificate`),
      ...rows.flatMap((row) => (row?.state === 'dying' ? [`${row.host} ended, and is still there`] : [])),
    ];
  },
};

const edgeOf = (configuration: Configuration | undefined, name: string): Edge | undefined =>
  configuration?.edges.find((one) => one.name === name);

function isShown({ tls: { acm, elbv2 }, engine }: World, host: string, edge: Edge | undefined): boolean {
  const nowMs = engine.scheduler.now();
  const listeners = elbv2
    .loadBalancers()
    .flatMap((one) => one.listeners)
    .filter(({ arn, protocol }) => protocol === 'HTTPS' && edge !== undefined && isOn(edge, arn));
  return listeners.every(({ arn }) =>
    elbv2.shownBy(arn, nowMs)?.listed.some((certificate) => {
      const known = acm.certificate(certificate, nowMs);
      return known?.status === 'ISSUED' && coverOf(known.names, host) !== undefined;
    }),
  );
}
