import type { News } from './plan/news.ts';

/** Something that waits to be told. */
export interface Waiting {
  readonly news: News;
  /** It is so, for as long as it is kept; otherwise it happened once. */
  readonly lasts: boolean;
  readonly sinceMs: number;
}

/** Of what happened once; what lasts is not more than the status of the cluster says. */
const onceLimit = 1_000;

const idOf = ({ source, reason, note }: News): string => JSON.stringify([source, reason, note]);

/** News that wait, by namespace, so that nobody waits for the flood of another. */
export class NewsQueue {
  readonly #waiting = new Map<string, Map<string, Waiting>>();
  #told = new Set<string>();
  #once = 0;

  /** Something that happened. Where too much waits, the namespace with most of it loses its oldest. @returns how many were lost */
  add(news: News, nowMs: number): number {
    this.#put({ news, lasts: false, sinceMs: nowMs });
    if (this.#once <= onceLimit) return 0;
    const onceOf = (all: ReadonlyMap<string, Waiting>): readonly Waiting[] =>
      [...all.values()].filter(({ lasts }) => !lasts);
    const longest = [...this.#waiting.values()].map(onceOf).reduce((a, b) => (b.length > a.length ? b : a), []);
    if (longest[0] !== undefined) this.remove(longest[0]);
    return 1;
  }

  /** Everything that is so: what is new waits until it was told, what is no longer so does not wait any more. */
  keep(lasting: readonly News[], nowMs: number): void {
    const wanted = new Map(lasting.map((news) => [idOf(news), news]));
    for (const waiting of this.#all()) if (waiting.lasts && !wanted.has(idOf(waiting.news))) this.remove(waiting);
    this.#told = new Set([...this.#told].filter((id) => wanted.has(id)));
    for (const [id, news] of wanted) if (!this.#told.has(id)) this.#put({ news, lasts: true, sinceMs: nowMs });
  }

  /** One of each namespace, then the next of each. */
  *inTurn(): Generator<Waiting> {
    let open = [...this.#waiting.values()].map((all) => [...all.values()].values());
    while (open.length > 0) {
      const still: typeof open = [];
      for (const one of open) {
        const { value, done } = one.next();
        if (done === true) continue;
        still.push(one);
        yield value;
      }
      open = still;
    }
  }

  /** Its namespace has had its turn: the others come before it the next time. */
  pass({ news: { source } }: Waiting): void {
    const all = this.#waiting.get(source.namespace);
    if (all === undefined) return;
    this.#waiting.delete(source.namespace);
    this.#waiting.set(source.namespace, all);
  }

  /** Needs no telling any more. */
  settle(waiting: Waiting): void {
    if (waiting.lasts) this.#told.add(idOf(waiting.news));
    this.remove(waiting);
  }

  remove({ news }: Waiting): void {
    const all = this.#waiting.get(news.source.namespace);
    const standing = all?.get(idOf(news));
    if (all === undefined || standing === undefined) return;
    if (!standing.lasts) this.#once -= 1;
    all.delete(idOf(news));
    if (all.size === 0) this.#waiting.delete(news.source.namespace);
  }

  #put(waiting: Waiting): void {
    const { news, lasts } = waiting;
    const all = this.#waiting.get(news.source.namespace) ?? new Map<string, Waiting>();
    if (all.has(idOf(news))) return;
    this.#waiting.set(news.source.namespace, all);
    all.set(idOf(news), waiting);
    if (!lasts) this.#once += 1;
  }

  #all(): readonly Waiting[] {
    return [...this.#waiting.values()].flatMap((all) => [...all.values()]);
  }
}
