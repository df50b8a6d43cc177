import { coverOf } from '../../../functions/certificates/plan/cover.ts';
import type { World } from '../world/world.ts';
import { isOn } from './certificates-safe.ts';
import type { Goal } from './invariant.ts';

/** Who is said to have a certificate is shown it by every TLS listener of its edge. */
export const certificatesShown: Goal = {
  name: 'a certificate that is said to be there is shown',
  async missing(world) {
    const { sites } = await world.desk.sites();
    return sites.flatMap(({ host, edge, conditions }) => {
      const tls = conditions.find(({ type }) => type === 'CertificateReady');
      if (tls?.reason !== 'Attached' || tls.status !== 'True') return [];
      return isShown(world, host, edge) ? [] : [`${host} is said to be served on ${edge}: ${tls.message}`];
    });
  },
};

function isShown({ tls: { acm, elbv2 }, configuration, engine }: World, host: string, name: string): boolean {
  const nowMs = engine.scheduler.now();
  const edge = configuration.edges.find((one) => one.name === name);
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
