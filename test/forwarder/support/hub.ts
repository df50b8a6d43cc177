import { compareKeys } from '#shared/domain/keys.ts';
import { kindIdOf } from '#shared/domain/kinds.ts';
import { parseEnvelope } from '#shared/events/envelope.ts';
import type { ObjectRange, ObjectRanges } from '#shared/events/object-ranges.ts';
import type { Bus, BusEntry, PutResult } from '../../../forwarder/ports.ts';

interface Row {
  marker: string;
  text: string | undefined;
}

/** What the hub believes, by the rule of markers alone: whatever the order, the newest word on a key counts. */
export class Hub {
  readonly messages: ObjectRanges[] = [];
  /** Keys of changes that said what was believed already; a walk may. */
  readonly saidTwice: string[] = [];
  readonly #rows = new Map<string, Row>();
  readonly #walks: { kind: string; range: ObjectRange; marker: string }[] = [];

  apply(entry: BusEntry): void {
    const event = { id: 'x', account: '1', source: entry.source, 'detail-type': entry.detailType };
    const parsed = parseEnvelope({ ...event, detail: JSON.parse(entry.detail) });
    if (!parsed.ok) throw new Error(`the forwarder said what cannot be read: ${parsed.message}`);
    const message = parsed.envelope.ranges;
    this.messages.push(message);
    for (const range of message.ranges) this.#applyRange(range, message);
  }

  /** The key and content of everything believed to exist, of one kind. */
  believes(kind: string): Record<string, unknown> {
    const alive = [...this.#rows].filter(([id, row]) => id.startsWith(`${kind} `) && row.text !== undefined);
    return Object.fromEntries(alive.map(([id, row]) => [id.slice(kind.length + 1), JSON.parse(row.text ?? '')]));
  }

  #applyRange(range: ObjectRange, { marker, walk }: ObjectRanges): void {
    const kind = kindIdOf(range.apiGroup, range.kind);
    const there = new Map(range.objects.map((object) => [object.key, JSON.stringify(object)]));
    const isChange = walk === undefined && range.from === range.upTo;
    if (isChange && this.#rows.get(`${kind} ${range.from}`)?.text === there.get(range.from))
      this.saidTwice.push(`${kind} ${range.from}`);
    for (const [key, text] of there) this.#write(kind, key, { marker, text });
    if (range.from === range.upTo) this.#write(kind, range.from, { marker, text: there.get(range.from) });
    if (walk === undefined) return;
    for (const id of this.#rows.keys()) {
      const key = id.slice(kind.length + 1);
      if (id.startsWith(`${kind} `) && covers(range, key) && !there.has(key))
        this.#write(kind, key, { marker, text: undefined });
    }
    this.#walks.push({ kind, range, marker });
  }

  #write(kind: string, key: string, row: Row): void {
    const id = `${kind} ${key}`;
    const newer = (marker: string | undefined) => marker !== undefined && marker > row.marker;
    const walked = this.#walks.some((walk) => walk.kind === kind && covers(walk.range, key) && newer(walk.marker));
    if (!walked && !newer(this.#rows.get(id)?.marker)) this.#rows.set(id, row);
  }
}

const covers = (range: ObjectRange, key: string): boolean =>
  compareKeys(range.from, key) <= 0 && compareKeys(key, range.upTo) <= 0;

/** A bus that does with each entry what `fate` says; `lose` says ok and delivers nothing. */
export function busTo(hub: Hub, fate: () => 'take' | 'lose' | 'fail' | 'reject' | 'lost-answer' = () => 'take') {
  const puts: (readonly BusEntry[])[] = [];
  const bus: Bus = {
    put: async (entries) => {
      puts.push(entries);
      const results = entries.map((entry): PutResult | 'reject' => {
        const now = fate();
        if (now === 'take' || now === 'lost-answer') hub.apply(entry);
        if (now === 'reject') return 'reject';
        return now === 'take' || now === 'lose'
          ? { ok: true }
          : { ok: false, retryable: true, code: 'InternalFailure' };
      });
      if (results.includes('reject')) throw new Error('no connection');
      return results.filter((result) => result !== 'reject');
    },
  };
  return { bus, puts };
}
