import { momentText } from '#shared/domain/moment-text.ts';
import { titleOf } from '#shared/domain/site.ts';
import { absentText } from '#shared/overview/absent-clusters.ts';
import type { Overview } from '#shared/overview/document.ts';
import { viewSites } from './state.ts';
import { harmless } from './text.ts';

/** One line for everything that became different between two documents; for terminals that cannot redraw. */
export function changeLines(before: Overview | undefined, after: Overview): readonly string[] {
  const old = before === undefined ? new Map<string, string>() : factsOf(before);
  const now = factsOf(after);
  const lines: string[] = [];
  for (const [subject, fact] of now) if (old.get(subject) !== fact) lines.push(`${subject}  ${fact}`);
  for (const [subject, fact] of old) if (!now.has(subject) && !fact.startsWith(removed)) lines.push(`${subject}  gone`);
  return lines.map(harmless);
}

/** That something was removed is forgotten in silence. */
const removed = 'removed at';

/** What is said of each subject; the subject is the beginning of its line. */
function factsOf(document: Overview): Map<string, string> {
  const facts = new Map<string, string>();
  for (const { site, state, why } of viewSites(document.sites, document.releases)) {
    facts.set(
      `${titleOf(site)}  ${site.view}`,
      `${site.source}  ${site.edge}  ${state}${why === '' ? '' : `  ${why}`}`,
    );
  }
  for (const { host, source, reason, message } of document.refused) {
    facts.set(`${host}  ${source}`, `refused  ${reason}: ${message}`);
  }
  for (const { host, source, reason, message } of document.skipped) {
    facts.set(host === undefined ? source : `${host}  ${source}`, `skipped  ${reason}: ${message}`);
  }
  for (const { view, due, state, ...site } of document.releases) {
    if (state === 'executed') facts.set(`${titleOf(site)}  ${view}`, `${removed} ${momentText(due)}`);
  }
  for (const { scope, by, why = '', until } of document.holds) {
    const end = until === undefined ? 'resumed' : momentText(until);
    facts.set(`hold of ${scope}`, `by ${by} until ${end}${why === '' ? '' : `: ${why}`}`);
  }
  for (const { scope, message, approve } of document.notices) {
    facts.set(`guard of ${scope}`, `${message}; to let exactly these go: ${approve}`);
  }
  for (const entry of document.absent ?? []) facts.set(`cluster ${entry.cluster}`, absentText(entry));
  return facts;
}
