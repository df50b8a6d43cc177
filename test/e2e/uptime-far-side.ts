import type { Met } from '../../local/cloud/uptimerobot/checks.ts';
import { plans } from '../../local/cloud/uptimerobot/plans.ts';
import { UptimeRobot } from '../../local/cloud/uptimerobot/uptimerobot.ts';
import { account as mainAccount, rightsAccount } from './installation.ts';

/** A secret: it stands in the account's Secrets Manager, and nowhere else. */
export const uptimeKeyOf = (account: string): string => `u${account}-7b2d90f3`;

const root = '/uptimerobot';
type Request = Parameters<UptimeRobot['handle']>[0];

export const isForUptime = (path: string): boolean => path.startsWith(`${root}/`);

const open = (of: string): UptimeRobot =>
  new UptimeRobot({ keys: { [uptimeKeyOf(of)]: 'main' }, plan: plans.enterprise });

/** Strict accounts whose checks are made when a test says so, and meet what it says. */
export class UptimeFarSide {
  readonly #main = open(mainAccount);
  readonly #ofRights = open(rightsAccount);

  handle(request: Request, nowMs: number): ReturnType<UptimeRobot['handle']> {
    const isOfRights = request.headers['authorization']?.includes(uptimeKeyOf(rightsAccount)) === true;
    const asked = { ...request, path: request.path.slice(root.length) };
    return (isOfRights ? this.#ofRights : this.#main).handle(asked, nowMs);
  }

  /** What is in the main account. */
  shown(): object {
    return { monitors: this.#main.monitors(), integrations: this.#main.snapshot().integrations };
  }

  /** The webhooks to be called for the checks that are due now. */
  check(met: Met, nowMs: number): readonly object[] {
    return this.#main.due(nowMs).checks.flatMap((one) => this.#main.record(one, met, nowMs));
  }
}
