import * as z from 'zod';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';

/** What a deployment tells its functions, and a command line that works on it. */
export interface DeploymentEnvironment {
  readonly tableName: string;
  /** The doorbell queue of each capability, by its name. */
  readonly queueUrls: Readonly<Record<string, string>>;
  /** The dead letters of each capability, by its name; functions know their own alone. */
  readonly deadLetterUrls: Readonly<Record<string, string>>;
  /** Where a function puts what nobody can read. */
  readonly deadLettersUrl?: string;
  /** Name or ARN of the bus that facts are told on; absent: nobody is told. */
  readonly busName?: string;
  /** Where clusters read their status; absent for functions that do not write it. */
  readonly statusBucket?: string;
  /** Addresses of the resolvers that say what public DNS holds; absent: those of the machine. */
  readonly resolvers?: readonly string[];
  /** Where Slack's API is; absent: Slack's own. */
  readonly slackUrl?: string;
  /** Where UptimeRobot's API is, without a slash at its end; absent: UptimeRobot's own. */
  readonly uptimeRobotUrl?: string;
  /** Where providers of checks may say that something turned, without a slash at its end; absent: nowhere. */
  readonly webhookUrl?: string;
}

export type Variables = Readonly<Record<string, string | undefined>>;

const variables = z.object({
  FIRSTLIGHT_TABLE: z.string().min(1),
  FIRSTLIGHT_QUEUE_URLS: jsonOf(z.record(z.string(), z.url())).optional(),
  FIRSTLIGHT_DEAD_LETTER_URLS: jsonOf(z.record(z.string(), z.url())).optional(),
  FIRSTLIGHT_DEAD_LETTERS_URL: z.url().optional(),
  FIRSTLIGHT_BUS: z.string().min(1).optional(),
  FIRSTLIGHT_STATUS_BUCKET: z.string().min(1).optional(),
  FIRSTLIGHT_RESOLVERS: z.string().min(1).optional(),
  FIRSTLIGHT_SLACK_URL: z.url().optional(),
  FIRSTLIGHT_UPTIMEROBOT_URL: z.url().optional(),
  FIRSTLIGHT_WEBHOOK_URL: z.url().optional(),
});

/** What is to be written in each. */
const hints: Readonly<Record<string, string>> = {
  FIRSTLIGHT_TABLE: 'the name of the table',
  FIRSTLIGHT_QUEUE_URLS: '{"<capability>": "<queue URL>"}',
  FIRSTLIGHT_DEAD_LETTER_URLS: '{"<capability>": "<queue URL>"}',
  FIRSTLIGHT_DEAD_LETTERS_URL: 'the URL of a queue',
  FIRSTLIGHT_SLACK_URL: 'the URL of an API',
  FIRSTLIGHT_UPTIMEROBOT_URL: 'the URL of an API',
  FIRSTLIGHT_WEBHOOK_URL: 'a URL',
};

/**
 * Reads the variables `FIRSTLIGHT_…`; an empty one counts as absent.
 * @throws ConfigurationError with one line for every variable that is missing or cannot be read.
 */
export function readEnvironment(from: Variables): DeploymentEnvironment {
  const given = Object.fromEntries(Object.entries(from).filter(([, text]) => text !== undefined && text !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    throw new ConfigurationError([...wrong].map((name) => problemOf(name, given[name])));
  }
  const read = parsed.data;
  return {
    tableName: read.FIRSTLIGHT_TABLE,
    queueUrls: read.FIRSTLIGHT_QUEUE_URLS ?? {},
    deadLetterUrls: read.FIRSTLIGHT_DEAD_LETTER_URLS ?? {},
    ...(read.FIRSTLIGHT_DEAD_LETTERS_URL === undefined ? {} : { deadLettersUrl: read.FIRSTLIGHT_DEAD_LETTERS_URL }),
    ...(read.FIRSTLIGHT_STATUS_BUCKET === undefined ? {} : { statusBucket: read.FIRSTLIGHT_STATUS_BUCKET }),
    ...(read.FIRSTLIGHT_RESOLVERS === undefined ? {} : { resolvers: read.FIRSTLIGHT_RESOLVERS.split(',') }),
    ...(read.FIRSTLIGHT_SLACK_URL === undefined ? {} : { slackUrl: read.FIRSTLIGHT_SLACK_URL }),
    ...(read.FIRSTLIGHT_UPTIMEROBOT_URL === undefined ? {} : { uptimeRobotUrl: read.FIRSTLIGHT_UPTIMEROBOT_URL }),
    ...(read.FIRSTLIGHT_WEBHOOK_URL === undefined ? {} : { webhookUrl: read.FIRSTLIGHT_WEBHOOK_URL }),
    ...(read.FIRSTLIGHT_BUS === undefined ? {} : { busName: read.FIRSTLIGHT_BUS }),
  };
}

const problemOf = (name: string, text: string | undefined): string =>
  `${name}: ${text === undefined ? 'is missing' : `cannot be read (${text.slice(0, 100)})`} – write ${hints[name] ?? 'a text'}`;

/** A JSON text of the given shape. */
export function jsonOf<Shape>(shape: z.ZodType<Shape>) {
  const json = z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  });
  return json.pipe(shape);
}
