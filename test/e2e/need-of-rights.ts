import { Rights } from './rights.ts';
import type { Still } from './still.ts';
import { uses } from './uses.ts';

export const functionsWithRights = Object.keys(uses);

/** What the emulator does not judge; test/infra judges the template instead. */
const unjudged = [
  /^logs:/,
  /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/,
  /^route53:Get/,
  // What is not there is told to everybody.
  /^s3:ListBucket$/,
  /^events:PutEvents$/,
];

/** The rights of a function that it does without: each was taken away while the function was used. */
export async function needlessRights(still: Still, name: string): Promise<readonly string[]> {
  const rights = await Rights.of(still.account, name);
  const use = uses[name];
  if (use === undefined) throw new Error(`nothing uses ${name}`);
  const needless: string[] = [];
  const judged = rights.all.filter(({ action }) => !unjudged.some((one) => one.test(action)));
  for (const right of judged) {
    const isMissed = async (): Promise<boolean> => {
      // Whatever was left undone is done now.
      await use(still, { action: '', resource: '' });
      return wasRefused((await rights.without(right, () => use(still, right))).log);
    };
    if (!(await holdsOnce(isMissed))) needless.push(`${right.action} ${right.resource}`);
  }
  return needless;
}

/** What lacks nothing: the same use with all rights. */
export async function isEnough(still: Still, name: string): Promise<boolean> {
  const use = uses[name];
  if (use === undefined) throw new Error(`nothing uses ${name}`);
  return holdsOnce(async () => !wasRefused((await use(still, { action: '', resource: '' })).log));
}

/** On a busy machine a use may come before what it needs, or meet what the one before left: it is told by one of three. */
async function holdsOnce(holds: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 3; tries += 1) if (await holds()) return true;
  return false;
}

/** A drain that is refused something says so by what it came to; a lost ring it only counts. */
const wasRefused = (log: string): boolean =>
  /AccessDenied|refuses us|may not be read|"hourly":[1-9]|"result":"interrupted"|"lostRings":[1-9]/.test(log);
