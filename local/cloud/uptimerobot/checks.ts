import { STATUS_CODES } from 'node:http';
import type { Limits } from './limits.ts';
import type { StoredMonitor } from './monitor.ts';

/** One check to be made from outside. */
export interface Check {
  readonly monitorId: number;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly followRedirects: boolean;
  readonly verifyTls: boolean;
}

/** What was met: an answer, or why there was none. */
export type Met =
  | { readonly status: number; readonly body: string }
  | { readonly failed: 'timeout' | 'no-answer' | 'tls' };

/** Why a monitor is down, as incidents tell it. */
export interface Trouble {
  readonly cause: number;
  readonly reason: string;
  /** Whether no answer came, which is tried more often than an answer that is not expected. */
  readonly isConnection: boolean;
}

export const checkOf = (monitor: StoredMonitor): Check => ({
  monitorId: monitor.id,
  url: monitor.url,
  method: monitor.httpMethodType,
  headers: monitor.customHttpHeaders,
  timeoutMs: monitor.timeout * 1000,
  followRedirects: monitor.followRedirections,
  verifyTls: monitor.checkSSLErrors,
});

/**
 * What a check says about a monitor; undefined: it is up. Sources: GoSuccessHQ/uptimerobot-api, "verified live" (the HTTP status as the
 * cause with `403 Forbidden`, 333333 "Connection Timeout", 444444 "No Response"). Assumptions: the words and causes of the others.
 */
export function troubleOf(monitor: StoredMonitor, met: Met): Trouble | undefined {
  if ('failed' in met) return { ...noAnswers[met.failed], isConnection: true };
  const { status, body } = met;
  const isExpected = monitor.successHttpResponseCodes.some(
    (code) => code === String(status) || code === `${Math.floor(status / 100)}xx`,
  );
  if (!isExpected)
    return { cause: status, reason: `${status} ${STATUS_CODES[status] ?? ''}`.trim(), isConnection: false };
  if (monitor.type === 'HTTP') return undefined;
  const isSensitive = monitor.keywordCaseType === 0;
  const [text, keyword] = [body, monitor.keywordValue].map((one) => (isSensitive ? one : one.toLowerCase()));
  const isThere = (text ?? '').includes(keyword ?? '');
  if (isThere !== (monitor.keywordType === 'ALERT_EXISTS')) return undefined;
  return { cause: 555_555, reason: isThere ? 'Keyword Found' : 'Keyword Not Found', isConnection: false };
}

const noAnswers = {
  timeout: { cause: 333_333, reason: 'Connection Timeout' },
  'no-answer': { cause: 444_444, reason: 'No Response' },
  tls: { cause: 666_666, reason: 'SSL Error' },
} as const;

/** A monitor after a check: a failure is confirmed before it is down. The contract: HttpKeywordMonitorConfigDto. */
export function afterCheck(
  before: StoredMonitor,
  trouble: Trouble | undefined,
  { nowMs, limits }: { readonly nowMs: number; readonly limits: Limits },
): StoredMonitor {
  const failures = trouble === undefined ? 0 : before.failures + 1;
  const retries =
    trouble?.isConnection === true ? limits.connectionRetries : (before.config?.applicationErrorRetries ?? 0);
  const isDoubtful = trouble !== undefined && before.status !== 'DOWN' && failures <= retries;
  const status = trouble === undefined ? 'UP' : isDoubtful ? 'LOOKS_DOWN' : 'DOWN';
  const againMs = isDoubtful ? limits.confirmAfterMs : before.interval * 1000;
  return {
    ...before,
    status,
    statusSinceMs: status === before.status ? before.statusSinceMs : nowMs,
    failures,
    nextCheckMs: nowMs + againMs,
  };
}
