import { isRecord } from '../projection/fields.ts';
import type { KubernetesApi } from './api.ts';
import { type Refusal, readRefusal } from './refusal.ts';
import { parse, type RawObject, textOf } from './watch-event.ts';

export interface Listing {
  readonly api: KubernetesApi;
  readonly path: string;
  /** Objects a page; all at once where absent. */
  readonly limit?: number;
  readonly signal: AbortSignal;
  /** Called for each object as its page arrives, so that pages need not be kept. */
  take(object: RawObject): void;
  /** Forget what was taken: it begins anew. */
  restart(): void;
}

/** A page of 500 objects is a megabyte or two. */
export const pageLimit = 500;
/** A page may take this long to be made and sent. */
const pageDeadlineMs = 60_000;

/**
 * Lists a kind consistently: every page shows the same moment, the newest at the first one (Kubernetes API concepts,
 * "Retrieving large results sets in chunks"). Where that moment is forgotten before the last page, all is asked for at
 * once: the token that the server offers instead leads to another moment.
 * @returns the resource version to watch from, or why not
 * @throws RetryableError
 */
export async function listPages(listing: Listing): Promise<string | Refusal> {
  let from: string | undefined;
  for (;;) {
    const query = {
      ...(listing.limit === undefined ? {} : { limit: String(listing.limit) }),
      ...(from === undefined ? {} : { continue: from }),
    };
    const { api, path, signal } = listing;
    const answer = await api.send({ method: 'GET', path, query, signal, deadlineMs: pageDeadlineMs });
    if (answer.status !== 200) {
      const refusal = await readRefusal(answer);
      if (refusal.what !== 'expired' || from === undefined) return refusal;
      listing.restart();
      const { limit: _, ...whole } = listing;
      return listPages(whole);
    }
    const page = readPage(parse(await answer.text()));
    if (page === undefined) return { what: 'failed', status: 200, afterMs: 0, message: 'the answer is no list' };
    for (const item of page.items) listing.take(item);
    if (page.next === '') return page.resourceVersion;
    from = page.next;
  }
}

interface Page {
  readonly items: readonly RawObject[];
  readonly resourceVersion: string;
  readonly next: string;
}

/** Items of a typed list do not repeat what they are. */
function readPage(raw: unknown): Page | undefined {
  if (!isRecord(raw) || !isRecord(raw['metadata'])) return undefined;
  const { apiVersion, kind, metadata } = raw;
  const items: unknown = raw['items'] ?? [];
  const resourceVersion = textOf(metadata['resourceVersion']);
  if (!Array.isArray(items) || resourceVersion === '') return undefined;
  const named = { apiVersion, kind: textOf(kind).replace(/List$/, '') };
  const objects = items.filter(isRecord).map((item) => ({ ...named, ...item }));
  return { items: objects, resourceVersion, next: textOf(metadata['continue']) };
}
