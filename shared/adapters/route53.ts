import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  GetHostedZoneLimitCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsResponse,
  Route53Client,
  type Route53ClientConfig,
  type RRType,
} from '@aws-sdk/client-route-53';
import type {
  ChangeReceipt,
  ChangeStatus,
  ListStart,
  RecordChange,
  RecordLimit,
  RecordSetPage,
} from '#shared/domain/hosted-zone.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { classifyRoute53Error, noSuchChange } from './route53-errors.ts';
import { escapeName, observedRecordSet, sdkRecordSet, unescapeName } from './route53-record-sets.ts';

export interface Route53Options {
  /** Absent: what the SDK finds in its surroundings. */
  readonly credentials?: NonNullable<Route53ClientConfig['credentials']>;
  /** Absent: AWS. */
  readonly endpoint?: string;
  readonly requestHandler?: NonNullable<Route53ClientConfig['requestHandler']>;
  /** What ends a call that takes too long. Default: after `callDeadlineMs`. */
  readonly deadline?: () => AbortSignal;
}

/** The most that ListResourceRecordSets returns (API reference, MaxItems). */
const pageSize = 300;
/** Route 53 is global and signed for us-east-1 (AWS General Reference, "Amazon Route 53 endpoints"). */
const region = 'us-east-1';

/**
 * Hosted zones by way of the SDK: names without the final dot and unescaped, one attempt per call (the SDK's own retry
 * would turn a lost answer into "already exists"). Errors: see `route53-errors.ts`.
 */
export class Route53HostedZones {
  readonly #client: Route53Client;
  readonly #deadline: () => AbortSignal;

  constructor(options: Route53Options = {}) {
    const { credentials, endpoint, requestHandler } = options;
    this.#deadline = options.deadline ?? (() => AbortSignal.timeout(callDeadlineMs));
    this.#client = new Route53Client({
      region,
      maxAttempts: 1,
      ...(credentials === undefined ? {} : { credentials }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(requestHandler === undefined ? {} : { requestHandler }),
    });
  }

  async list(zoneId: string, start?: ListStart): Promise<RecordSetPage> {
    const command = new ListResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      MaxItems: pageSize,
      ...(start === undefined ? {} : { StartRecordName: escapeName(start.name) }),
      ...(isRecordType(start?.type) ? { StartRecordType: start.type } : {}),
      ...(start?.setIdentifier === undefined ? {} : { StartRecordIdentifier: start.setIdentifier }),
    });
    const page = await attempt('read', () => this.#client.send(command, { abortSignal: this.#deadline() }));
    const next = nextStart(page);
    const recordSets = (page.ResourceRecordSets ?? []).map(observedRecordSet);
    return { recordSets, ...(next === undefined ? {} : { next }) };
  }

  async change(zoneId: string, changes: readonly RecordChange[]): Promise<ChangeReceipt> {
    const command = new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: {
        Changes: changes.map(({ action, record }) => ({ Action: action, ResourceRecordSet: sdkRecordSet(record) })),
      },
    });
    const answer = await attempt('change', () => this.#client.send(command, { abortSignal: this.#deadline() }));
    return {
      changeId: (answer.ChangeInfo?.Id ?? '').replace(/^\/change\//, ''),
      status: changeStatus(answer.ChangeInfo?.Status),
    };
  }

  async getChange(changeId: string): Promise<ChangeStatus> {
    const command = new GetChangeCommand({ Id: changeId });
    try {
      const answer = await this.#client.send(command, { abortSignal: this.#deadline() });
      return changeStatus(answer.ChangeInfo?.Status);
    } catch (error) {
      if (error instanceof Error && error.name === noSuchChange) return 'UNKNOWN';
      throw classifyRoute53Error('read', error);
    }
  }

  /** Its name without the final dot, and whether it is a private one (API reference, GetHostedZone). */
  async describe(zoneId: string): Promise<{ readonly name: string; readonly isPrivate: boolean }> {
    const command = new GetHostedZoneCommand({ Id: zoneId });
    const answer = await attempt('read', () => this.#client.send(command, { abortSignal: this.#deadline() }));
    const { Name = '', Config } = answer.HostedZone ?? {};
    return { name: unescapeName(Name), isPrivate: Config?.PrivateZone === true };
  }

  async recordLimit(zoneId: string): Promise<RecordLimit> {
    const command = new GetHostedZoneLimitCommand({ HostedZoneId: zoneId, Type: 'MAX_RRSETS_BY_ZONE' });
    const answer = await attempt('read', () => this.#client.send(command, { abortSignal: this.#deadline() }));
    return { most: answer.Limit?.Value ?? Number.POSITIVE_INFINITY, count: answer.Count ?? 0 };
  }
}

async function attempt<Answer>(call: 'read' | 'change', send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    throw classifyRoute53Error(call, error);
  }
}

const changeStatus = (status: string | undefined): ChangeStatus =>
  status === 'PENDING' || status === 'INSYNC' ? status : 'UNKNOWN';

/** The service knows types that an older SDK does not list, and takes back whatever it named as the next page's start. */
const isRecordType = (text: string | undefined): text is RRType => /^[A-Z0-9]+$/.test(text ?? '');

function nextStart(page: ListResourceRecordSetsResponse): ListStart | undefined {
  if (page.IsTruncated !== true || page.NextRecordName === undefined) return undefined;
  return {
    name: unescapeName(page.NextRecordName),
    ...(page.NextRecordType === undefined ? {} : { type: page.NextRecordType }),
    ...(page.NextRecordIdentifier === undefined ? {} : { setIdentifier: page.NextRecordIdentifier }),
  };
}
