import {
  type Alert,
  type AlertFacts,
  type AlertKind,
  type AlertState,
  type Episode,
  hostsShown,
} from '#shared/domain/alert.ts';
import { plainText } from '#shared/domain/plain-text.ts';
import { durationText } from './duration.ts';

/** So much of what a provider met, in words of whoever answered; of our own words, which say what to do at their end. */
const [wordsLimit, ownWordsLimit] = [300, 1_500];
const nameLimit = 260;
/** A section of Slack takes 3,000 characters (docs.slack.dev, "Section block"). */
const messageLimit = 2_900;

const heads: Readonly<Record<AlertKind, readonly [open: string, closed: string, was: string]>> = {
  monitor: ['Monitor is DOWN', 'Monitor is UP', 'It was down for'],
  guard: ['Guard stops releases', 'Guard lets go again', 'It stopped them for'],
  host: ['Host refused', 'Host is refused no more', 'It was refused for'],
  certificate: ['Certificate trouble', 'Certificate is well again', 'It was in trouble for'],
  work: ['Work is stuck', 'Work goes on', 'It was stuck for'],
  alarm: ['Alarm', 'Alarm is over', 'It lasted'],
};

/** What is so, in one line. */
export function openText(alert: Alert, runbook?: string): string {
  const { about, reason, facts } = alert;
  const said = plainText(facts.message, about === 'monitor' ? wordsLimit : ownWordsLimit);
  if (alert.event) return plainText(`Host taken over: ${titleText(alert)} - ${said}`, messageLimit);
  const why =
    about === 'monitor'
      ? `Reason: ${said}`
      : about === 'guard' || about === 'alarm'
        ? said
        : `${plainText(reason, 60)}: ${said}`;
  const hosts = hostsText(facts);
  const command = facts.command === undefined ? '' : ` If that is meant: ${facts.command}`;
  const more = runbook === undefined ? '' : ` (${pageOf(runbook, facts)})`;
  const text = `${heads[about][0]}: ${titleText(alert)} - ${why}${hosts}${changesText(facts)}${command}${more}`;
  return plainText(text, messageLimit);
}

/** An address that leads to a place of a page already stays what it is. */
const pageOf = (runbook: string, { anchor }: AlertFacts): string =>
  anchor === undefined || runbook.includes('#') ? runbook : `${runbook}#${anchor}`;

/** What was so, and how long. */
export function closedText(alert: Alert, episode: Episode): string {
  const { closedMs, openedMs } = episode;
  const [, , was] = heads[alert.about];
  const lasted = closedMs === undefined ? '' : ` ${was} ${durationText(closedMs - openedMs)}.`;
  return `${overText(alert, episode)}: ${titleText(alert)}.${lasted}`;
}

/** What comes and goes is told of once. */
export const flappingText = (alert: Alert, times: number, windowSeconds: number): string =>
  `${heads[alert.about][0]} again and again: ${titleText(alert)} - ${times} times within ${durationText(windowSeconds * 1_000)}, told of again when it is quiet`;

export const quietText = (alert: AlertState, windowSeconds: number): string =>
  `Quiet for ${durationText(windowSeconds * 1_000)}: ${overText(alert, alert.episodes.at(-1))}: ${titleText(alert)}`;

const overText = ({ about }: Alert, episode: Pick<Episode, 'unwatched'> | undefined): string =>
  episode?.unwatched ? 'Nobody watches any more' : heads[about][1];

/** One message for many; what does not fit is counted. */
export function digestText(place: string, lines: readonly string[]): string {
  const head = `${countText(place, lines.length)}:`;
  const shown: string[] = [];
  let room = messageLimit - head.length - 30;
  const lineLimit = Math.max(wordsLimit, Math.floor(room / lines.length) - 3);
  for (const whole of lines) {
    const line = plainText(whole, lineLimit);
    if (room < line.length + 3) break;
    shown.push(`- ${line}`);
    room -= line.length + 3;
  }
  const left = lines.length - shown.length;
  return [head, ...shown, ...(left === 0 ? [] : [`and ${left} more`])].join('\n');
}

/** How many alerts, and of what. */
export const countText = (place: string, count: number): string =>
  `${count} ${count === 1 ? 'alert' : 'alerts'} of ${plainText(place, nameLimit)}`;

/** The first words, where a channel has subjects. */
export const subjectText = (text: string): string => plainText(text.split('\n')[0] ?? '', 96);

function titleText({ facts, place }: Alert): string {
  const name = plainText(facts.name, nameLimit);
  if (facts.url !== undefined) return `${name} (${plainText(facts.url, nameLimit)})`;
  return place.cluster === undefined || name.includes(place.cluster) ? name : `${name} (cluster ${place.cluster})`;
}

function changesText({ changes = [] }: AlertFacts): string {
  if (changes.length === 0) return '';
  return `. Changed just before: ${changes.map(({ what, beforeMs }) => `${what} (${durationText(beforeMs)} earlier)`).join(', ')}.`;
}

function hostsText({ hosts = [], hostCount = hosts.length }: AlertFacts): string {
  if (hosts.length === 0) return '';
  const shown = hosts.slice(0, hostsShown).map((host) => plainText(host, nameLimit));
  const left = hostCount - shown.length;
  return `: ${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}.`;
}
