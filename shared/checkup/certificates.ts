import { placesUsed } from '#shared/domain/certificate-places.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { assignedRows } from '#shared/rows/certificate-rows.ts';
import { certificatesLane, certificatesLaneKey } from '#shared/rows/certificates-lane-rows.ts';
import { loadBalancerRows } from '#shared/rows/load-balancer-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type Finding, findings, ok, warn } from './finding.ts';

/** One place is kept free, so that a certificate can be replaced without a gap. */
const spare = 1;

/** Whether each account and region with certificates was read, which load balancers are nearly full, and who waits. */
export async function checkCertificates(table: Table, configuration: Configuration): Promise<readonly Finding[]> {
  const lanes = new Set(configuration.edges.flatMap((edge) => certificatesLane(edge, configuration) ?? []));
  const found: Finding[] = [];
  for (const lane of lanes) {
    found.push(
      ...(await findings(lane, 'check your rights to the table', () => checkLane(table, configuration, lane))),
    );
  }
  return found;
}

async function checkLane(table: Table, configuration: Configuration, lane: string): Promise<readonly Finding[]> {
  const [row, incarnation, assigned, loadBalancers] = await Promise.all([
    table.get(certificatesLaneKey(lane)),
    table.incarnation(),
    table.query(assignedRows(lane)),
    table.query(loadBalancerRows(lane)),
  ]);
  if (row?.incarnation !== incarnation) {
    const remedy = 'wait a few minutes; if it stays, the lane and the log of certificates tell why';
    return [warn(lane, 'has not been read yet: no certificate is requested there', remedy)];
  }
  const waiting = assigned.filter(({ row: { status } }) => status !== 'True').length;
  const full = loadBalancers.flatMap(({ row: { arn, type, listeners } }) => {
    const used = placesUsed(listeners, type === 'network');
    const most = mostOn(configuration, arn);
    if (used < most - spare) return [];
    const remedy = 'use wildcards or another edge, or have its quota raised and certificates.most with it';
    return [warn(lane, `${arn} has ${used} of at most ${most} certificates`, remedy)];
  });
  return [ok(lane, `${assigned.length - waiting} hosts have a certificate, ${waiting} wait for one`), ...full];
}

/** The most cautious of the edges on it. */
function mostOn({ edges }: Configuration, arn: string): number {
  const here = edges.filter(({ loadBalancer }) => 'use' in loadBalancer && loadBalancer.use.arn === arn);
  return Math.min(...here.map(({ certificates }) => certificates.most));
}
