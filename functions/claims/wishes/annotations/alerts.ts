import type { AlertPlace } from '#shared/domain/alert.ts';
import type { AlertPolicy } from '#shared/domain/alert-policy.ts';
import { channelsAtOnce, isOfferedTo } from '#shared/domain/alert-routes.ts';
import { splitKey } from '#shared/domain/keys.ts';
import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import { quoted, some } from '../text.ts';
import type { WishContext } from '../types.ts';
import { listOf, ownPrefix, written } from './annotation.ts';

/** Under our own prefix alone. */
export const alertsName = 'alerts';
const name = `${ownPrefix}${alertsName}`;

/** Whom an object wants told of it. */
export interface Chosen {
  /** Names of channels, none: nobody. Absent: the object says nothing, or nothing that it may say. */
  readonly channels?: readonly string[];
  /** What is wrong, as sentences that name the annotation and what to do. */
  readonly problems: readonly string[];
}

type Around = Pick<AlertPlace, 'cluster' | 'namespace'> & { readonly policy: AlertPolicy | undefined };

/** `firstlight.dev/alerts`: `off`, or channels that the configuration offers to the object's namespace. */
export function chosenChannels(object: Pick<ObjectMeta, 'annotations' | 'oversized'>, around: Around): Chosen {
  const { policy, namespace = '' } = around;
  if (policy === undefined) return nothing;
  if (object.oversized?.some((one) => one.name === name)) {
    return problem(`annotation ${name} is too large to be read; shorten it`);
  }
  const value = Object.hasOwn(object.annotations, name) ? object.annotations[name] : undefined;
  if (value === undefined || value.trim() === '') return nothing;
  const names = [...new Set(listOf(value))];
  if (names.length === 1 && names[0]?.toLowerCase() === 'off') return { channels: [], problems: [] };
  const offered = policy.channels.filter((one) => isOfferedTo(one, around)).map((one) => one.name);
  const instead =
    offered.length === 0 ? 'write "off", or remove it' : `write one of ${some(offered.toSorted())}, or "off"`;
  const says = written({ name, value });
  if (names.length === 0) return problem(`${says}; ${instead}`);
  if (names.some((one) => one.toLowerCase() === 'off')) {
    return problem(`${says}; write "off" alone, or names of channels`);
  }
  const strange = names.find((one) => !offered.includes(one));
  if (strange !== undefined) {
    const why =
      offered.length === 0
        ? `but no channel is offered to namespace ${namespace} (alerts.channels[].offeredTo)`
        : `no channel that namespace ${namespace} may choose`;
    return problem(`annotation ${name} names ${quoted(strange)}, ${why}; ${instead}`);
  }
  if (names.length > channelsAtOnce) return problem(`${says}; write at most ${channelsAtOnce} channels`);
  return { channels: names, problems: [] };
}

const nothing: Chosen = { problems: [] };
const problem = (text: string): Chosen => ({ problems: [text] });

/** The same of an object whose wishes are read. */
export const chosenBy = ({
  object,
  context: { cluster, configuration },
}: {
  readonly object: ObjectMeta;
  readonly context: Pick<WishContext, 'cluster' | 'configuration'>;
}): Chosen =>
  chosenChannels(object, { cluster, namespace: splitKey(object.key).namespace, policy: configuration.alerts });
