import { describe, expect, it } from 'vitest';
import type { Met } from '#local/cloud/uptimerobot/checks.ts';
import { bad, call, check, checkUntil, create, keyword, openAccount, silent, startMs, up } from './ask.ts';

const statusOf = (account: ReturnType<typeof openAccount>) => account.monitors()[0]?.status;

describe('checks', () => {
  it('are due a moment after a monitor was made, then each interval; none of a paused one', () => {
    const account = openAccount();
    const id = create(account);
    expect(account.due(startMs).checks).toEqual([]);
    expect(account.due(startMs + 1000)).toMatchObject({
      checks: [{ monitorId: id, method: 'GET', timeoutMs: 30_000, url: 'https://app.example.com/health' }],
      nextMs: startMs + 1000,
    });
    check(account, up, startMs + 1000);
    expect(account.due(startMs + 1000)).toEqual({ checks: [], nextMs: startMs + 61_000 });
    call(account, `POST /monitors/${id}/pause`, { body: {} });
    expect(account.due(startMs + 1e9)).toEqual({ checks: [], nextMs: undefined });
  });

  it.each<[string, object, Met, string]>([
    ['an expected status', {}, up, 'UP'],
    ['a redirect, unless said otherwise', {}, { status: 302, body: '' }, 'UP'],
    ['a redirect that is not expected', { successHttpResponseCodes: ['200'] }, { status: 302, body: '' }, 'DOWN'],
    ['a refusal that is', { successHttpResponseCodes: ['401'] }, { status: 401, body: '' }, 'UP'],
    ['an error', {}, bad, 'DOWN'],
    ['an error, when it is to be tried again', { config: { applicationErrorRetries: 1 } }, bad, 'LOOKS_DOWN'],
    ['no answer', {}, silent, 'LOOKS_DOWN'],
    ['the keyword, in whatever case', keyword, up, 'UP'],
    ['no keyword', keyword, { status: 200, body: 'gone' }, 'DOWN'],
    ['a keyword in another case', { ...keyword, keywordCaseType: 'CaseSensitive' }, up, 'DOWN'],
    ['a keyword of bad news', { ...keyword, keywordType: 'ALERT_EXISTS' }, up, 'DOWN'],
  ])('that meet %s', (_title, over, met, status) => {
    const account = openAccount();
    create(account, over);
    check(account, met, startMs + 1000);
    expect(statusOf(account)).toBe(status);
  });

  it('confirm that nobody answers three times before a monitor is down', () => {
    const account = openAccount();
    create(account);
    checkUntil(account, silent, startMs + 15_000);
    expect(statusOf(account)).toBe('LOOKS_DOWN');
    checkUntil(account, silent, startMs + 16_000);
    expect(statusOf(account)).toBe('DOWN');
    expect(account.incidents()).toMatchObject([{ cause: 333_333, reason: 'Connection Timeout', endedMs: null }]);
  });

  it('of what was changed meanwhile tell nothing', () => {
    const account = openAccount();
    const id = create(account);
    const [old] = account.due(startMs + 1000).checks;
    call(account, `PATCH /monitors/${id}`, { body: { url: 'https://b.example.com/' }, nowMs: startMs + 1500 });
    if (old !== undefined) account.record(old, bad, startMs + 2000);
    expect(statusOf(account)).toBe('STARTED');
  });
});
