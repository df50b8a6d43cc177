import { sourceOf } from '#shared/events/envelope.ts';
import type { Report } from '../ports.ts';
import type { ForwarderCall } from './options.ts';

export function describeReport(report: Report, { bus, cluster }: Pick<ForwarderCall, 'bus' | 'cluster'>): string {
  if (report.what === 'refused') return `the bus refused ${report.ranges.join(', ')}: ${report.code}`;
  // Said by the SDK, before anybody was asked.
  if (report.code === 'CredentialsProviderError')
    return 'no credentials of AWS are found, trying again: is the role associated with this service account?';
  if (unreachable.test(report.code)) return `cannot reach the bus (${report.code}), trying again`;
  const denied = /denied|notauthorized|credentials|token|signature/i.test(report.code);
  const hint = denied ? `; needed is events:PutEvents on ${bus} as source ${sourceOf(cluster)}` : '';
  return `the bus answered ${report.code}, trying again${hint}`;
}

/** Codes of Node and of the SDK for a far side that was not heard. */
const unreachable = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** One line: a message from a manifest may hold anything. */
export const line = (text: string): string =>
  `firstlight forwarder: ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}\n`;
