import type { AlertChannel } from '#shared/domain/alert-policy.ts';
import type { Chat } from '#shared/domain/chat.ts';

/** The far side of a channel. */
export interface AlertPorts {
  /** @throws PermanentError with the remedy where its secret cannot be had. */
  open(channel: AlertChannel): Promise<Chat>;
}
