import type { AlertState } from '#shared/domain/alert.ts';
import type { AlertPolicy } from '#shared/domain/alert-policy.ts';
import type { PostedAt } from '#shared/domain/chat.ts';
import type { MessageRow } from '#shared/rows/alert-rows.ts';

/** All that decides about one channel. */
export interface ChannelState {
  /** By their keys: all that there are. */
  readonly alerts: ReadonlyMap<string, AlertState>;
  /** Keys of those that this channel is to hear of from now on; what was told of is told to its end. */
  readonly heard: ReadonlySet<string>;
  readonly messages: readonly MessageRow[];
  readonly policy: Pick<AlertPolicy, 'digestFrom' | 'flapWindowSeconds' | 'runbook'>;
  readonly nowMs: number;
}

/** One call; `after` is what is known once it was made. */
export type Change =
  /** `begins`: nothing was told of it before. */
  | {
      readonly kind: 'post';
      readonly text: string;
      readonly thread?: PostedAt;
      readonly begins?: true;
      readonly after: MessageRow;
    }
  | { readonly kind: 'update'; readonly text: string; readonly at: PostedAt; readonly after: MessageRow }
  | { readonly kind: 'forget'; readonly id: string };

/** Of the message that it is about. */
export const idOf = (change: Change): string => (change.kind === 'forget' ? change.id : change.after.id);

export interface ChannelPlan {
  /** At most one for each message: what follows from it comes with the next plan. */
  readonly changes: readonly Change[];
  /** When there will be something to tell although nothing happens. */
  readonly lookAtMs?: number;
}

/** Where it happened, together with what it is about: what falls together is told together. */
export const groupOf = ({ about, place, event }: AlertState): string => {
  const { edge, cluster } = place;
  const where = edge !== undefined ? ` edge ${edge}` : cluster !== undefined ? ` cluster ${cluster}` : '';
  return `${about}${event ? ' changes' : ''}${where}`;
};
