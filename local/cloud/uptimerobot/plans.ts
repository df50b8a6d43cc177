/** What an account has subscribed to. */
export interface Plan {
  readonly label: string;
  readonly monitors: number;
  readonly intervalFloorSeconds: number;
  /** Calls of the API in a minute. */
  readonly callsPerMinute: number;
  /** Integrations of type Webhook. */
  readonly webhooks: boolean;
  readonly customFields: boolean;
  /** Delays and repetitions of contacts, other than 0. */
  readonly contactDelays: boolean;
  /** How many regions a monitor may be checked from; 0: none may be chosen. */
  readonly regions: number;
}

/** "PRO plan: monitor limit * 2 req/min (with maximum value 5000 req/min)" (uptimerobot.com/api/v3, "Rate limits"). */
const paidRate = (monitors: number): number => Math.min(5000, monitors * 2);

/**
 * Sources: uptimerobot.com/api/v3, "Rate limits" (Free: 10 calls a minute); the contract (thresholds, recurrences and customFields are
 * for paid plans); help.uptimerobot.com 14498593 (webhooks: Team and Enterprise); brennerm/uptimerobot-operator (Free: 50 monitors,
 * 300 s). Assumptions: how many monitors and regions the paid plans have, and their shortest intervals.
 */
export const plans = {
  free: {
    label: 'Free',
    monitors: 50,
    intervalFloorSeconds: 300,
    callsPerMinute: 10,
    webhooks: false,
    customFields: false,
    contactDelays: false,
    regions: 0,
  },
  solo: {
    label: 'Solo',
    monitors: 50,
    intervalFloorSeconds: 60,
    callsPerMinute: paidRate(50),
    webhooks: false,
    customFields: true,
    contactDelays: true,
    regions: 1,
  },
  team: {
    label: 'Team',
    monitors: 100,
    intervalFloorSeconds: 60,
    callsPerMinute: paidRate(100),
    webhooks: true,
    customFields: true,
    contactDelays: true,
    regions: 4,
  },
  enterprise: {
    label: 'Enterprise',
    monitors: 1000,
    intervalFloorSeconds: 30,
    callsPerMinute: paidRate(1000),
    webhooks: true,
    customFields: true,
    contactDelays: true,
    regions: 4,
  },
} as const satisfies Readonly<Record<string, Plan>>;
