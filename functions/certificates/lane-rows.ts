import { sameValue } from '#shared/domain/same-value.ts';
import {
  type AssignedRow,
  assignedKey,
  assignedRows,
  type CertificateRow,
  certificateKey,
  certificateRows,
  putRequest,
  type RequestRow,
  requestKey,
  requestRows,
} from '#shared/rows/certificate-rows.ts';
import {
  type CertificatesLaneRow,
  certificatesLaneKey,
  type TroubleRow,
  troubleKey,
  troubleRows,
} from '#shared/rows/certificates-lane-rows.ts';
import { type LoadBalancerRow, loadBalancerKey, loadBalancerRows } from '#shared/rows/load-balancer-rows.ts';
import { type HistoryRow, historyExpiry, historyKey } from '#shared/rows/safety-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { PendingWrites } from '#shared/runtime/pending-writes.ts';
import { type Partition, put, type RowKey, remove } from '#shared/runtime/table.ts';

/** The rows of one lane as they were read, with what the drain makes of them; `flush` writes what differs. */
export class LaneRows {
  readonly certificates = new Map<string, CertificateRow>();
  readonly loadBalancers = new Map<string, LoadBalancerRow>();
  /** By token. */
  readonly requests = new Map<string, RequestRow>();
  /** By the name of the change. */
  readonly troubles = new Map<string, TroubleRow>();
  /** By `host edge`. */
  readonly assigned = new Map<string, AssignedRow>();
  #lane: CertificatesLaneRow | undefined;
  readonly #drain: Drain;
  readonly #writes: PendingWrites;

  private constructor(drain: Drain) {
    this.#drain = drain;
    this.#writes = new PendingWrites(drain);
  }

  static async read(drain: Drain): Promise<LaneRows> {
    const { table, lane } = drain;
    const rows = new LaneRows(drain);
    const all = async <Row>(partition: Partition<Row>) => (await table.query(partition)).map(({ row }) => row);
    const [certificates, loadBalancers, requests, troubles, assigned, known] = await Promise.all([
      all(certificateRows(lane)),
      all(loadBalancerRows(lane)),
      all(requestRows(lane)),
      all(troubleRows(lane)),
      all(assignedRows(lane)),
      table.get(certificatesLaneKey(lane)),
    ]);
    for (const row of certificates) rows.certificates.set(row.certificate.arn, row);
    for (const row of loadBalancers) rows.loadBalancers.set(row.arn, row);
    for (const row of requests) rows.requests.set(row.token, row);
    for (const row of troubles) rows.troubles.set(row.change, row);
    for (const row of assigned) rows.assigned.set(placeText(row), row);
    rows.#lane = known;
    return rows;
  }

  get lane(): CertificatesLaneRow | undefined {
    return this.#lane;
  }

  saveLane(row: CertificatesLaneRow): void {
    if (!sameValue(this.#lane, row)) this.#writes.add(put(certificatesLaneKey(this.#drain.lane), row));
    this.#lane = row;
  }

  saveCertificate(row: CertificateRow): void {
    const { arn } = row.certificate;
    this.#save(this.certificates, arn, row, certificateKey(this.#drain.lane, arn));
  }

  forgetCertificate(arn: string): void {
    if (this.certificates.delete(arn)) this.#writes.add(remove(certificateKey(this.#drain.lane, arn)));
  }

  saveLoadBalancer(row: LoadBalancerRow): void {
    this.#save(this.loadBalancers, row.arn, row, loadBalancerKey(this.#drain.lane, row.arn));
  }

  saveRequest(row: RequestRow): void {
    if (sameValue(this.requests.get(row.token), row)) return;
    this.requests.set(row.token, row);
    this.#writes.add(putRequest(this.#drain.lane, row));
  }

  forgetRequest(token: string): void {
    if (this.requests.delete(token)) this.#writes.add(remove(requestKey(this.#drain.lane, token)));
  }

  saveTrouble(row: TroubleRow): void {
    this.#save(this.troubles, row.change, row, troubleKey(this.#drain.lane, row.change));
  }

  forgetTrouble(change: string): void {
    if (this.troubles.delete(change)) this.#writes.add(remove(troubleKey(this.#drain.lane, change)));
  }

  saveAssigned(row: AssignedRow): void {
    this.#save(this.assigned, placeText(row), row, assignedKey(this.#drain.lane, row));
  }

  forgetAssigned(row: AssignedRow): void {
    if (this.assigned.delete(placeText(row))) this.#writes.add(remove(assignedKey(this.#drain.lane, row)));
  }

  /** `part` tells apart what is told of the same name at the same time. */
  tell(row: HistoryRow, part: string): void {
    this.#writes.add({ action: 'put', key: historyKey(row, part), row, expiresAt: historyExpiry(row.atMs) });
  }

  /** @throws LeaseLostError */
  flush(): Promise<void> {
    return this.#writes.flush();
  }

  #save<Row extends object>(rows: Map<string, Row>, name: string, row: Row, key: RowKey<Row>): void {
    if (sameValue(rows.get(name), row)) return;
    rows.set(name, row);
    this.#writes.add({ action: 'put', key, row });
  }
}

export const placeText = ({ host, edge }: Pick<AssignedRow, 'host' | 'edge'>): string => `${host} ${edge}`;
