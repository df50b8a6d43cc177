import { UsageError } from '#shared/errors/usage-error.ts';

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * `90m`, `2h`, `1d` in milliseconds.
 * @throws UsageError
 */
export function readDuration(option: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6}(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  const ms = Number(number) * (unitsMs[unit] ?? Number.NaN);
  if (number === '' || !(ms > 0)) {
    throw new UsageError(`--${option} ${JSON.stringify(text)} is no duration: write 30m, 2h or 1d`);
  }
  return ms;
}

/**
 * A moment, epoch milliseconds: ISO 8601; without an offset the local time is meant.
 * @throws UsageError
 */
export function readMoment(option: string, text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new UsageError(
      `--${option} ${JSON.stringify(text)} is no moment: write 2026-01-02T18:00 or 2026-01-02T18:00:00Z`,
    );
  }
  return ms;
}
