import type { ObjectRef } from '#shared/domain/site.ts';
import { objectItem } from '#shared/rows/claims-keys.ts';
import { objectKey } from '#shared/rows/object-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { noWishes } from '../wishes/no-wishes.ts';
import type { WishContext } from '../wishes/types.ts';
import { wishesOf } from '../wishes/wishes.ts';
import { settleObjects } from './apply.ts';
import { readIngressClasses } from './cluster-objects.ts';
import { readKeptSecrets } from './kept-secrets.ts';
import { applyQuota, offerLeftSlots } from './quota.ts';
import { readWatching } from './watching.ts';

/** Objects read and settled together. */
const objectsAtOnce = 250;

/** left: there was no time for it. disturbed: others kept changing the same hosts. */
export type Settled = 'settled' | 'disturbed' | 'left';

/** Kinds that give others a meaning. */
const giving: ReadonlySet<string> = new Set(['IngressClass', 'EndpointMonitor', 'Middleware', 'Certificate']);

interface ToSettle {
  readonly cluster: string;
  readonly refs: readonly ObjectRef[];
}

/** Settles objects of a cluster, each once; the answer names them by objectItem. */
export async function settleAll(
  drain: ClaimsDrain,
  { cluster, refs }: ToSettle,
): Promise<ReadonlyMap<string, Settled>> {
  const states = new Map<string, Settled>();
  if (refs.length === 0) return states;
  const { document: configuration } = drain.configuration;
  const ingressClasses = await readIngressClasses(drain, cluster);
  const watching = await readWatching({ drain, cluster });
  const keptSecrets = await readKeptSecrets({ drain, cluster }, refs);
  const context: WishContext = {
    ...{ configuration, cluster, ingressClasses },
    ...(watching && { watching }),
    ...(keptSecrets && { keptSecrets }),
  };
  const unique = [...new Map(refs.map((ref) => [objectItem(ref), ref])).values()];
  const isClass = (ref: ObjectRef): boolean => giving.has(ref.kind);
  await settleParts(drain, { refs: unique.filter((ref) => !isClass(ref)), context, states });
  // A class, or what says how others are watched or who keeps their certificates, counts as settled only after the objects that it gives a meaning to.
  const classes = unique.filter(isClass);
  const complete = [...states.values()].every((state) => state === 'settled');
  if (complete) await settleParts(drain, { refs: classes, context, states });
  else for (const ref of classes) states.set(objectItem(ref), 'left');
  return states;
}

interface Parts {
  readonly refs: readonly ObjectRef[];
  readonly context: WishContext;
  readonly states: Map<string, Settled>;
}

async function settleParts(drain: ClaimsDrain, { refs, context, states }: Parts): Promise<void> {
  for (let at = 0; at < refs.length; at += objectsAtOnce) {
    const part = refs.slice(at, at + objectsAtOnce);
    if (!drain.hasTime()) {
      for (const ref of part) states.set(objectItem(ref), 'left');
      continue;
    }
    const rows = (await drain.table.getMany(part.map(objectKey))).filter((row) => row !== undefined);
    const wishing = rows.map((row) => {
      const wishes = drain.standing === 'known' ? wishesOf(row.ref, row.object, context) : noWishes;
      return { row, wishes };
    });
    const settling = await applyQuota(drain, wishing);
    const unsettled = await settleObjects(drain, settling);
    await offerLeftSlots(drain, settling);
    for (const ref of part) states.set(objectItem(ref), unsettled.get(objectItem(ref)) ?? 'settled');
  }
}
