import type { Met } from '../../local/cloud/uptimerobot/checks.ts';
import { plans } from '../../local/cloud/uptimerobot/plans.ts';
import { UptimeRobot } from '../../local/cloud/uptimerobot/uptimerobot.ts';

/** A secret: it stands in Secrets Manager, and nowhere else. */
export const uptimeKey = 'u1-e2e-7b2d90f3';

const root = '/uptimerobot';
type Request = Parameters<UptimeRobot['handle']>[0];

export const isForUptime = (path: string): boolean => path.startsWith(`${root}/`);

/** A strict account whose checks are made when a test says so, and meet what it says. */
export class UptimeFarSide {
  readonly #account = new UptimeRobot({ keys: { [uptimeKey]: 'main' }, plan: plans.enterprise });

  handle(request: Request, nowMs: number): ReturnType<UptimeRobot['handle']> {
    return this.#account.handle({ ...request, path: request.path.slice(root.length) }, nowMs);
  }

  shown(): object {
    return { monitors: this.#account.monitors(), integrations: this.#account.snapshot().integrations };
  }

  /** The webhooks to be called for the checks that are due now. */
  check(met: Met, nowMs: number): readonly object[] {
    return this.#account.due(nowMs).checks.flatMap((one) => this.#account.record(one, met, nowMs));
  }
}
