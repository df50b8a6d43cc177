import type { Clock } from '#shared/domain/clock.ts';
import type { Random } from '#shared/runtime/random.ts';
import type { Bus, BusEntry, PutResult } from '../../forwarder/ports.ts';

/** Where events go whose source begins with `sourcePrefix`. */
export interface Rule {
  readonly sourcePrefix: string;
  /** Takes the whole event as JSON text. */
  readonly target: (event: string) => void;
}

export interface BusOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly account: string;
  readonly region: string;
  readonly rules: readonly Rule[];
}

/** Amazon EventBridge API Reference, "PutEvents": 1 to 10 entries. */
const entriesLimit = 10;
/** Amazon EventBridge User Guide, "PutEvents entry size": 256 KB a request. */
const requestLimitBytes = 262_144;

/**
 * An EventBridge bus in this process: a refused entry stops no other; a request that EventBridge refuses as a whole
 * rejects with a RangeError.
 */
export function createBus(options: BusOptions): Bus {
  return {
    async put(entries) {
      if (entries.length === 0 || entries.length > entriesLimit) {
        throw new RangeError(`PutEvents takes 1 to ${entriesLimit} entries, not ${entries.length}`);
      }
      const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
      if (bytes > requestLimitBytes) throw new RangeError(`PutEvents takes ${requestLimitBytes} bytes, not ${bytes}`);
      return entries.map((entry) => putOne(options, entry));
    },
  };
}

const entryBytes = ({ source, detailType, detail }: BusEntry): number =>
  Buffer.byteLength(source) + Buffer.byteLength(detailType) + Buffer.byteLength(detail);

function putOne(options: BusOptions, entry: BusEntry): PutResult {
  const detail = parseObject(entry.detail);
  if (detail === undefined) return { ok: false, retryable: false, code: 'MalformedDetail' };
  // Field by field as in the Amazon EventBridge User Guide, "Events"; `time` has whole seconds.
  const event = JSON.stringify({
    version: '0',
    id: randomUuid(options.random),
    'detail-type': entry.detailType,
    source: entry.source,
    account: options.account,
    time: `${new Date(options.clock.now()).toISOString().slice(0, 19)}Z`,
    region: options.region,
    resources: [],
    detail,
  });
  for (const rule of options.rules) if (entry.source.startsWith(rule.sourcePrefix)) rule.target(event);
  return { ok: true };
}

function parseObject(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function randomUuid(random: Random): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16));
}
