import { compareKeys } from '#shared/domain/keys.ts';
import {
  type FloorRow,
  floorKey,
  type InboxRow,
  type ObjectRow,
  objectsOf,
  type WalkRow,
  walkPrefix,
  walkRows,
} from '#shared/rows/object-rows.ts';
import { readSaid, type Said } from '../world/said.ts';
import type { Invariant } from './invariant.ts';
import type { Mirror } from './mirror.ts';

/** Once a message is done with, what it says stands, unless something newer was said of the same keys. */
export const lastWordStands: Invariant = {
  name: 'what a cluster said last stands',
  watch({ store }, { violated, mirror }) {
    const inbox = new Map<string, InboxRow>();
    const heard = createHeard();
    const before = new Map<string, string>();
    store.onNewLife(() => {
      for (const map of [inbox, before]) map.clear();
      heard.clear();
      for (const { key, row } of store.snapshot().values()) {
        if (key.pk.startsWith('inbox#')) inbox.set(key.sk, row as InboxRow);
        if (key.pk.startsWith('obj#')) before.set(`${key.pk} ${key.sk}`, contentOf(row as ObjectRow));
      }
    });
    store.onCommit(({ by, actions }) => {
      for (const action of actions) {
        const { pk, sk } = action.key;
        if (pk.startsWith('inbox#')) {
          if (action.action === 'put') inbox.set(sk, action.row as InboxRow);
          const message = action.action === 'delete' ? inbox.get(sk) : undefined;
          if (message === undefined) continue;
          inbox.delete(sk);
          const said = readSaid(message);
          for (const text of contradictions(said, heard, mirror)) violated(`${by} was done with ${sk}: ${text}`);
          heard.note(said);
        }
        if (!pk.startsWith('obj#') || action.action !== 'put') continue;
        const row = action.row as ObjectRow;
        const name = `${pk} ${sk}`;
        const newer = heard.of(pk, row.ref.key);
        if (before.get(name) !== contentOf(row) && newer !== undefined && row.marker < newer)
          violated(`${by} changed ${name} by a message of ${row.marker}, it has heard of it under ${newer}`);
        before.set(name, contentOf(row));
      }
    });
  },
};

const contentOf = ({ gone, object }: ObjectRow): string => JSON.stringify([gone, object]);

interface Heard {
  note(said: Said): void;
  /** The greatest marker under which something was said of the key. */
  of(pk: string, key: string): string | undefined;
  clear(): void;
}

interface Stretch {
  readonly from: string;
  readonly upTo: string;
  readonly marker: string;
}

const covers = ({ from, upTo }: Pick<Stretch, 'from' | 'upTo'>, key: string): boolean =>
  compareKeys(from, key) <= 0 && compareKeys(key, upTo) <= 0;

function createHeard(): Heard {
  const stretches = new Map<string, Stretch[]>();
  return {
    note({ cluster, marker, ranges, walk }) {
      for (const { from, upTo, objects, ...kind } of ranges) {
        const { pk } = objectsOf({ cluster, ...kind });
        const whole = walk !== undefined || from === upTo;
        const parts = whole ? [{ from, upTo }] : objects.map(({ key }) => ({ from: key, upTo: key }));
        const kept = (stretches.get(pk) ?? []).filter(
          (one) =>
            one.marker > marker || !(covers({ from, upTo }, one.from) && covers({ from, upTo }, one.upTo) && whole),
        );
        stretches.set(pk, [...kept, ...parts.map((part) => ({ ...part, marker }))]);
      }
    },
    of: (pk, key) =>
      (stretches.get(pk) ?? [])
        .filter((stretch) => covers(stretch, key))
        .map(({ marker }) => marker)
        .sort()
        .at(-1),
    clear: () => stretches.clear(),
  };
}

/** What the rows say otherwise than the message, though nothing newer is known. */
function contradictions({ cluster, marker, ranges, walk }: Said, heard: Heard, mirror: Mirror): readonly string[] {
  return ranges.flatMap(({ from, upTo, objects, ...of }) => {
    const kind = { cluster, ...of };
    const { pk } = objectsOf(kind);
    const floor: FloorRow | undefined = mirror.row(floorKey(kind));
    if (floor !== undefined && floor.start > marker) return [];
    const walks = [...mirror.under(walkRows(kind).pk)].flatMap(([sk, row]) =>
      sk.startsWith(walkPrefix) ? [row as WalkRow] : [],
    );
    const isNewest = (key: string, row?: ObjectRow): boolean =>
      (row?.marker ?? '') <= marker &&
      (heard.of(pk, key) ?? '') <= marker &&
      !walks.some((one) => one.marker > marker && covers(one, key));
    const rows = mirror.under(pk) as ReadonlyMap<string, ObjectRow>;
    const listed = new Set(objects.map(({ key }) => key));
    const missing = [...listed].filter(
      (key) => rows.get(`k${key}`)?.gone !== false && isNewest(key, rows.get(`k${key}`)),
    );
    const left = [...rows.values()].filter(
      (row) =>
        !row.gone && !listed.has(row.ref.key) && covers({ from, upTo }, row.ref.key) && isNewest(row.ref.key, row),
    );
    const saysAll = walk !== undefined || from === upTo;
    return [
      ...missing.map((key) => `${key} exists and is not known`),
      ...(saysAll ? left : []).map(({ ref }) => `${ref.key} is gone and still known`),
    ];
  });
}
