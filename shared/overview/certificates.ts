import type { Configuration } from '#shared/domain/configuration.ts';
import { type AssignedRow, assignedRows, type CertificateRow, certificateRows } from '#shared/rows/certificate-rows.ts';
import { certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { type LoadBalancerRow, loadBalancerRows } from '#shared/rows/load-balancer-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { CertificateEntry } from './kept-for-sites.ts';

/** The certificates that serve hosts, or are to, ordered by their hosts. */
export async function readCertificates(
  table: Table,
  configuration: Configuration,
): Promise<readonly CertificateEntry[]> {
  const lanes = new Set(configuration.edges.flatMap((edge) => certificatesLane(edge, configuration) ?? []));
  const found = await Promise.all([...lanes].map((lane) => readLane(table, lane)));
  return found.flat().sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ hosts, arn, how }: CertificateEntry): string => JSON.stringify([hosts, arn, how]);

async function readLane(table: Table, lane: string): Promise<readonly CertificateEntry[]> {
  const [assigned, certificates, loadBalancers] = await Promise.all([
    table.query(assignedRows(lane)),
    table.query(certificateRows(lane)),
    table.query(loadBalancerRows(lane)),
  ]);
  const known = new Map(certificates.map(({ row }) => [row.certificate.arn, row]));
  const balancers = loadBalancers.map(({ row }) => row);
  const serving = assigned.flatMap(({ row }) => (row.certificate === undefined ? [] : [row]));
  const groups = Map.groupBy(serving, ({ certificate, how }) => `${certificate} ${how}`);
  return [...groups.values()].flatMap((rows) => entryOf(rows, known, balancers));
}

function entryOf(
  rows: readonly AssignedRow[],
  known: ReadonlyMap<string, CertificateRow>,
  loadBalancers: readonly LoadBalancerRow[],
): readonly CertificateEntry[] {
  const [first] = rows;
  const row = known.get(first?.certificate ?? '');
  if (row === undefined || first?.how === undefined) return [];
  const { arn, status } = row.certificate;
  return [
    {
      hosts: [...new Set(rows.map(({ host }) => host))].sort(),
      arn,
      status,
      attachedTo: listenersWith(loadBalancers, arn),
      how: first.how,
    },
  ];
}

const listenersWith = (loadBalancers: readonly LoadBalancerRow[], arn: string): readonly string[] =>
  loadBalancers
    .flatMap(({ listeners }) => listeners)
    .filter((one) => one.default === arn || one.entries.some(({ certificate }) => certificate === arn))
    .map((one) => one.arn)
    .sort();
