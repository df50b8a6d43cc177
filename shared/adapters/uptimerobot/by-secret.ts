import type { SecretRef } from '#shared/domain/alert-policy.ts';
import type { Secrets } from '../secrets.ts';
import type { UptimeRobotOptions } from './calls.ts';
import { uptimeRobot } from './uptimerobot.ts';

export interface BySecretOptions extends Omit<UptimeRobotOptions, 'apiKey'> {
  readonly secrets: Pick<Secrets, 'read' | 'forget'>;
}

/**
 * Accounts whose keys are secrets. A key that is refused may have been changed: whoever opens the account next has it read anew.
 * Opening throws what `Secrets` does.
 */
export const uptimeRobotBySecret =
  ({ secrets, fetch: send = fetch, ...options }: BySecretOptions) =>
  async (ref: SecretRef) => {
    const apiKey = await secrets.read(ref);
    const forgetting: typeof fetch = async (...request) => {
      const answer = await send(...request);
      if (answer.status === 401) secrets.forget(ref);
      return answer;
    };
    return uptimeRobot({ ...options, apiKey, fetch: forgetting });
  };
