import { CommandError } from '#shared/errors/command-error.ts';
import type { QueuedMessage, Queues } from '#shared/runtime/queues.ts';

/** One message that nobody looks at any more by itself. */
export interface DeadLetterEntry {
  readonly id: string;
  /** ISO 8601: when it came there. */
  readonly at: string;
  readonly reason: string;
  /** The beginning of its body. */
  readonly body: string;
}

export interface DeadLetterQueue {
  /** The capability. */
  readonly queue: string;
  /** As many as SQS counts, about. */
  readonly count: number;
  /** Those that were looked at; not all where there are many. */
  readonly letters: readonly DeadLetterEntry[];
}

export interface RedriveAnswer {
  readonly message: string;
  readonly queue: string;
  readonly sent: readonly DeadLetterEntry[];
  /** As many as there are still, about. */
  readonly left: number;
}

/** Where the dead letters of a deployment lie, and where they came from, by capability. */
export interface DeadLetterPlaces {
  readonly queues: Queues;
  readonly queueUrls: Readonly<Record<string, string>>;
  readonly deadLetterUrls: Readonly<Record<string, string>>;
}

/** Looked at in one queue; more are counted. */
const shownAtMost = 100;
/** Longer than it takes to look at them; if the process dies they are seen again after that. */
const lookSeconds = 30;
/** Longer than it takes to send one back. */
const moveSeconds = 60;
const bodyShown = 300;

/** The dead letters of every queue; they stay where they are. */
export async function listDeadLetters({
  queues,
  deadLetterUrls,
}: DeadLetterPlaces): Promise<readonly DeadLetterQueue[]> {
  const found: DeadLetterQueue[] = [];
  for (const [queue, url] of Object.entries(deadLetterUrls)) {
    const { visible, inFlight } = await queues.look(url);
    const seen = new Map<string, QueuedMessage>();
    while (seen.size < Math.min(visible, shownAtMost)) {
      const page = await queues.receive(url, lookSeconds);
      for (const message of page) seen.set(message.id, message);
      if (page.length === 0) break;
    }
    await queues.show(url, [...seen.values()]);
    found.push({ queue, count: Math.max(visible + inFlight, seen.size), letters: [...seen.values()].map(entryOf) });
  }
  return found;
}

/**
 * Sends the dead letters of one queue back to where they came from, each one sent before it is removed: if this dies, one
 * may be there twice, which changes nothing. What comes back unreadable at once is not sent again.
 * @throws CommandError
 */
export async function redrive({ queues, ...places }: DeadLetterPlaces, queue: string): Promise<RedriveAnswer> {
  const from = places.deadLetterUrls[queue];
  const to = places.queueUrls[queue];
  if (from === undefined || to === undefined) {
    const known = Object.keys(places.deadLetterUrls).filter((name) => name in places.queueUrls);
    throw new CommandError('unknown', `there is no queue ${JSON.stringify(queue)}: write ${known.join(' or ')}`);
  }
  const { visible } = await queues.look(from);
  const sent: DeadLetterEntry[] = [];
  while (sent.length < visible) {
    const page = await queues.receive(from, moveSeconds);
    if (page.length === 0) break;
    for (const [index, message] of page.entries()) {
      if (sent.length === visible) {
        await queues.show(from, page.slice(index));
        break;
      }
      await queues.send(to, message.body);
      await queues.remove(from, message);
      sent.push(entryOf(message));
    }
  }
  const left = (await queues.look(from)).visible;
  return { message: describe(queue, sent.length, left), queue, sent, left };
}

function describe(queue: string, sent: number, left: number): string {
  if (sent === 0) return `${queue} has no dead letters to send back`;
  const rest = left === 0 ? '' : `; ${left} came since, or came back: firstlight redrive shows why`;
  return `sent ${sent} ${sent === 1 ? 'message' : 'messages'} back to ${queue}${rest}`;
}

function entryOf({ id, body, sentMs, attributes }: QueuedMessage): DeadLetterEntry {
  return { id, at: new Date(sentMs).toISOString(), reason: reasonOf(attributes), body: body.slice(0, bodyShown) };
}

/** Ours, or EventBridge's (User Guide, "Using dead-letter queues to process undelivered events"); SQS itself gives none. */
function reasonOf(attributes: Readonly<Record<string, string>>): string {
  const { reason, ERROR_CODE, ERROR_MESSAGE } = attributes;
  if (reason !== undefined) return reason;
  if (ERROR_CODE !== undefined) return `EventBridge could not deliver it: ${ERROR_CODE} ${ERROR_MESSAGE ?? ''}`.trim();
  return 'its handler failed each time: its log tells why, by this message id';
}
