import * as z from 'zod';
import type { Bucket } from '../route53/buckets.ts';

const Message = z.strictObject({
  ts: z.string(),
  /** Of the message that it answers. */
  threadTs: z.string().optional(),
  /** What stands in `text`: shown where there are no blocks, and in notifications. */
  text: z.string(),
  /** What the blocks show, if there are any. */
  shown: z.string().optional(),
  /** The bot or webhook that wrote it. */
  by: z.string(),
  editedTs: z.string().optional(),
});
export type Message = z.output<typeof Message>;

const Channel = z.strictObject({
  id: z.string(),
  name: z.string(),
  archived: z.boolean(),
  private: z.boolean(),
  /** Bots that were invited. */
  members: z.array(z.string()),
  messages: z.array(Message),
});
export type Channel = z.output<typeof Channel>;

export const Snapshot = z.strictObject({
  version: z.literal(1),
  time: z.strictObject({ lastMs: z.number(), aheadMs: z.number() }),
  messages: z.number(),
  channels: z.array(Channel),
});
/** The model's memory as plain JSON; tokens are given anew with each process, buckets begin anew. */
export type Snapshot = z.output<typeof Snapshot>;

/** A bot's token and what its app was allowed. */
export interface BotToken {
  readonly token: string;
  readonly bot: string;
  readonly scopes: readonly string[];
  readonly revoked?: boolean;
}

/** An incoming webhook: its secret path leads to one channel. */
export interface Webhook {
  /** Without the host: `/services/T…/B…/…`. */
  readonly path: string;
  readonly channel: string;
}

export interface State {
  readonly channels: Map<string, Channel>;
  buckets: Readonly<Record<string, Bucket>>;
  time: Snapshot['time'];
  messages: number;
}

/** By id, or by name with or without `#`. */
export function findChannel({ channels }: Pick<State, 'channels'>, named: string): Channel | undefined {
  const name = named.startsWith('#') ? named.slice(1) : named;
  return channels.get(named) ?? [...channels.values()].find((one) => one.name === name);
}
