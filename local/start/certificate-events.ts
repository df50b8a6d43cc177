import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import type { Table } from '#shared/runtime/table.ts';
import { takeAcmEvent } from '../../functions/certificates/acm-event.ts';
import type { CertificateAvailable } from '../cloud/acm/options.ts';
import type { Cloud } from './cloud.ts';
import { describeError, type Notes } from './notes.ts';

export interface CertificateEventsInput {
  readonly cloud: Pick<Cloud, 'issue'>;
  readonly table: Table;
  readonly doorbell: Doorbell;
  readonly scheduler: Scheduler;
  readonly notes: Notes;
}

const lookEveryMs = 500;

/** Lets the local ACM look at public DNS now and then, and takes in what it says of certificates. */
export function followCertificates({ cloud, notes, ...sides }: CertificateEventsInput): Cancel {
  const { scheduler } = sides;
  let cancel: Cancel = () => {};
  const look = (): void => {
    for (const event of cloud.issue()) {
      takeAcmEvent(eventOf(event), { ...sides, clock: scheduler }).catch((error: unknown) =>
        notes.add(`an event of ACM: ${describeError(error)}`),
      );
    }
    cancel = scheduler.after(lookEveryMs, look);
  };
  look();
  return () => cancel();
}

/** As EventBridge delivers it. */
const eventOf = ({ arn, account, region, action }: CertificateAvailable): object => ({
  source: 'aws.acm',
  'detail-type': 'ACM Certificate Available',
  account,
  region,
  resources: [arn],
  detail: { Action: action },
});
