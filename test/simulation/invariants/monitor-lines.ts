/** A line that people read of a monitor. */
export interface MonitorLine {
  readonly state: 'DOWN' | 'UP' | 'over';
  /** Of the URL, whose path may change meanwhile. */
  readonly host: string;
  /** It was down for so long. */
  readonly seconds?: number;
}

/** Each line of a message that speaks of a monitor, read by itself. */
export const monitorLines = (text: string): readonly MonitorLine[] =>
  text.split('\n').flatMap((line) => {
    const [, words, host] =
      /(Monitor is DOWN|Monitor is UP|Nobody watches any more): .* \(https?:\/\/([^/\s]+)\S*\)/.exec(line) ?? [];
    if (words === undefined || host === undefined) return [];
    const state = words.endsWith('DOWN') ? 'DOWN' : words.endsWith('UP') ? 'UP' : 'over';
    const [, lasted] = /It was down for (.+)\.$/.exec(line) ?? [];
    return [{ state, host, ...(lasted === undefined ? {} : { seconds: secondsOf(lasted) }) }];
  });

const units = { day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;

function secondsOf(text: string): number {
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+) (day|hour|minute|second)/g))
    seconds += Number(count) * units[unit as keyof typeof units];
  return seconds;
}
