import { CommandError } from '#shared/errors/command-error.ts';
import type { Overview } from '#shared/overview/document.ts';
import { type HistoryEntry, type HistoryQuestion, readHistory } from '#shared/overview/history.ts';
import { readPlan } from '#shared/overview/plan.ts';
import type { Plan } from '#shared/overview/plan-document.ts';
import { type OverviewInput, readOverview } from '#shared/overview/read-overview.ts';
import { readWhy } from '#shared/overview/why.ts';
import type { WhyDocument } from '#shared/overview/why-document.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type ApproveAnswer, approve } from './approve.ts';
import { type ForgetClusterAnswer, forgetCluster } from './forget-cluster.ts';
import { type HoldAnswer, type HoldWish, hold } from './hold.ts';
import { type ReleaseHostAnswer, releaseHost } from './release-host.ts';
import { type ReleaseOwnershipAnswer, type ReleaseOwnershipWish, releaseOwnership } from './release-ownership.ts';
import { type ResumeAnswer, resume } from './resume.ts';
import { type RetryAnswer, retry } from './retry.ts';
import { requireHost } from './scopes.ts';

/** What people ask and say; every way in (command line, control port) offers the same. All of it throws CommandError. */
export interface Desk {
  sites(): Promise<Overview>;
  why(host: string): Promise<WhyDocument>;
  history(question: HistoryQuestion): Promise<readonly HistoryEntry[]>;
  plan(): Promise<Plan>;
  approve(by: string, wish: { readonly scope: string; readonly expect?: string }): Promise<ApproveAnswer>;
  hold(by: string, wish: HoldWish): Promise<HoldAnswer>;
  resume(by: string, wish: { readonly scope: string }): Promise<ResumeAnswer>;
  release(by: string, wish: { readonly host: string }): Promise<ReleaseHostAnswer>;
  retry(by: string, wish: { readonly host: string }): Promise<RetryAnswer>;
  forgetCluster(by: string, wish: { readonly name: string }): Promise<ForgetClusterAnswer>;
  releaseOwnership(by: string, wish: ReleaseOwnershipWish): Promise<ReleaseOwnershipAnswer>;
}

export interface DeskInput {
  readonly table: Table;
  readonly doorbell: Doorbell;
  /** Epoch milliseconds. */
  now(): number;
}

/** The desk at a table. */
export function openDesk({ table, doorbell, now }: DeskInput): Desk {
  const speaker = (by: string) => ({ table, doorbell, nowMs: now(), by });
  const reading = async <Answer>(read: (input: OverviewInput) => Promise<Answer>): Promise<Answer> => {
    const configuration = await readConfiguration(table);
    if (configuration === undefined)
      throw new CommandError('conflict', 'nothing is configured yet: start it once first');
    return read({ table, configuration: configuration.document, nowMs: now() });
  };
  return {
    sites: () => reading(readOverview),
    why: (text) =>
      reading(async (input) => {
        const host = text.trim().toLowerCase().replace(/\.$/, '');
        const found = await readWhy(input, host);
        if (found !== undefined) return found;
        await requireHost(host, table, input.configuration);
        return { host, sites: [], claims: [], holds: [], notices: [] };
      }),
    history: (question) => reading((input) => readHistory(input, question)),
    plan: () => reading(readPlan),
    approve: (by, wish) => approve(speaker(by), wish),
    hold: (by, wish) => hold(speaker(by), wish),
    resume: (by, wish) => resume(speaker(by), wish),
    release: (by, wish) => releaseHost(speaker(by), wish),
    retry: (by, wish) => retry(speaker(by), wish),
    forgetCluster: (by, wish) => forgetCluster(speaker(by), wish),
    releaseOwnership: (by, wish) => releaseOwnership(speaker(by), wish),
  };
}
