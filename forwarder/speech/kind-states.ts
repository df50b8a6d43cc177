import { type KindId, kindIds } from '#shared/domain/kinds.ts';
import type { Source, SourceState } from '#shared/domain/objects.ts';

/** The kinds of the cluster itself, each with a state of its own at the source. */
const clusterKinds = kindIds.filter((kind) => !kind.startsWith('firstlight.dev/'));

/** What is known of each kind's source; a kind that the source does not offer is off from the beginning. */
export class KindStates {
  readonly #sources = new Map<KindId, Source>();
  readonly #listed = new Set<KindId>();

  constructor(offered: readonly KindId[], nowMs: number) {
    for (const kind of clusterKinds) if (!offered.includes(kind)) this.set(kind, { state: 'off' }, nowMs);
  }

  /** The `Source` object of every kind that has a state. */
  get sources(): readonly Source[] {
    return [...this.#sources.values()];
  }

  /** Until then nothing can be said of the kinds as a whole. */
  get complete(): boolean {
    return clusterKinds.every((kind) => this.#sources.has(kind));
  }

  isListed(kind: KindId): boolean {
    return this.#listed.has(kind);
  }

  /** The kind's `Source` object as it is now; `since` moves only when the state does. Our own kinds have none. */
  set(
    kind: KindId,
    now: { readonly state: SourceState; readonly message?: string },
    nowMs: number,
  ): Source | undefined {
    if (now.state === 'listed') this.#listed.add(kind);
    else this.#listed.delete(kind);
    if (!clusterKinds.includes(kind)) return undefined;
    const before = this.#sources.get(kind);
    const since = before?.state === now.state ? before.since : new Date(nowMs).toISOString();
    const message = now.message === undefined ? {} : { message: now.message.slice(0, 1_000) };
    const head = { kind: 'firstlight.dev/Source', form: 'full', key: `/${kind}` } as const;
    const source: Source = { ...head, of: kind, state: now.state, since, ...message };
    this.#sources.set(kind, source);
    return source;
  }
}
