import {
  DescribeEventBusCommand,
  EventBridgeClient,
  type EventBridgeClientConfig,
  PutEventsCommand,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { callDeadlineMs } from '#shared/runtime/limits.ts';

export interface EventBridgeOptions {
  /** Name or ARN of the bus. */
  readonly busName: string;
  readonly client?: Omit<EventBridgeClientConfig, 'maxAttempts'>;
}

/** One event; `detail` is JSON text. */
export interface EventEntry {
  readonly detailType: string;
  readonly source: string;
  readonly detail: string;
}

/** `retryable: false`: this very entry will never be taken. */
export type EventResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly retryable: boolean; readonly code: string };

export interface EventBus {
  /**
   * At most 10 entries (API reference of PutEvents), one attempt of 10 s; the results stand in the order of the entries.
   * @throws Error as the SDK gave it, when nothing is known of any entry.
   */
  put(entries: readonly EventEntry[]): Promise<readonly EventResult[]>;
  /** Resolves where the bus is there and may be looked at. @throws Error as the SDK gave it */
  describe(): Promise<void>;
}

/** What is wrong with an entry itself (API reference, PutEventsResultEntry); rights and throttling may pass. */
const wrongInItself: ReadonlySet<string> = new Set(['InvalidArgument', 'MalformedDetail', 'RedactionFailure']);
/** A request that is refused as a whole because of what stands in it ("Common Errors"; 413 for its size). */
const refusals: ReadonlySet<string> = new Set(['ValidationException', 'ValidationError', 'RequestEntityTooLarge']);

/** A bus of EventBridge. */
export function eventBridge({ busName, client: config = {} }: EventBridgeOptions): EventBus {
  const client = new EventBridgeClient({ ...config, maxAttempts: 1 });
  const send = async (entries: readonly EventEntry[]): Promise<readonly EventResult[]> => {
    const command = new PutEventsCommand({
      Entries: entries.map(({ source, detailType, detail }) => ({
        EventBusName: busName,
        Source: source,
        DetailType: detailType,
        Detail: detail,
      })),
    });
    const answer = await client.send(command, { abortSignal: AbortSignal.timeout(callDeadlineMs) });
    return entries.map((_, index) => resultOf(answer.Entries?.[index]));
  };
  return {
    async put(entries) {
      try {
        return await send(entries);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // One wrong entry has all refused: alone, each gets an answer of its own.
        return await oneByOne(entries, error.name, send);
      }
    },
    async describe() {
      await client.send(new DescribeEventBusCommand({ Name: busName }), {
        abortSignal: AbortSignal.timeout(callDeadlineMs),
      });
    },
  };
}

async function oneByOne(
  entries: readonly EventEntry[],
  code: string,
  send: (entries: readonly EventEntry[]) => Promise<readonly EventResult[]>,
): Promise<readonly EventResult[]> {
  if (entries.length <= 1) return entries.map(() => ({ ok: false, retryable: false, code }));
  const results: EventResult[] = [];
  for (const entry of entries) {
    try {
      results.push(...(await send([entry])));
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Unknown';
      results.push({ ok: false, retryable: !isRefusal(error), code: name });
    }
  }
  return results;
}

const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && (refusals.has(error.name) || statusOf(error) === 413);

function statusOf(error: Error): unknown {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? metadata.httpStatusCode
    : undefined;
}

function resultOf(entry: PutEventsResultEntry | undefined): EventResult {
  if (entry?.EventId !== undefined && entry.ErrorCode === undefined) return { ok: true };
  const code = entry?.ErrorCode ?? 'NoResult';
  return { ok: false, retryable: !wrongInItself.has(code), code };
}
