import { describe, expect, it } from 'vitest';
import { virtualScheduler } from '#local/platform/virtual-scheduler.ts';
import { httpsApi } from '../../../forwarder/kubernetes/https-api.ts';
import type { Credentials } from '../../../shared/adapters/kubernetes-access.ts';

const get = { method: 'GET', path: '/version', deadlineMs: 4_000 } as const;

/** A cluster that is never reached: there are no credentials for it. */
function stage(credentials: () => Promise<Credentials>) {
  const scheduler = virtualScheduler();
  const asked = { times: 0 };
  const access = {
    ...{ server: 'https://127.0.0.1:1', name: 'dev' },
    credentials: () => {
      asked.times += 1;
      return credentials();
    },
  };
  return { scheduler, asked, api: httpsApi(access, scheduler) };
}

const never = (): Promise<Credentials> => new Promise(() => undefined);

describe('credentials', () => {
  it('that do not come end the request at its deadline, and nothing was sent', async () => {
    const { scheduler, api } = stage(never);
    const ended = expect(api.send({ ...get, method: 'POST' })).rejects.toMatchObject({
      name: 'RetryableError',
      message: 'no credentials for dev: none in time',
      ambiguous: false,
    });
    await scheduler.advance(4_000);
    await ended;
  });

  it('are not waited for once the request is given up', async () => {
    const { api } = stage(never);
    const abort = new AbortController();
    const ended = expect(api.send({ ...get, signal: abort.signal })).rejects.toThrow('no credentials for dev');
    abort.abort();
    await ended;
    await expect(api.send({ ...get, signal: abort.signal })).rejects.toThrow('no credentials for dev');
  });

  it('are asked for once while nothing comes, and anew after a minute', async () => {
    const { scheduler, api, asked } = stage(never);
    for (let turn = 0; turn < 12; turn += 1) {
      api.send(get).catch(() => undefined);
      await scheduler.advance(5_000);
    }
    expect(asked.times).toBe(1);
    api.send(get).catch(() => undefined);
    await scheduler.advance(5_000);
    expect(asked.times).toBe(2);
  });

  it.each([
    ['the first line', new Error('\nthe session has expired\nlog in again'), ': the session has expired'],
    ['nothing', new Error(''), ''],
    ['no token that a parser quotes', new SyntaxError('"secret" is not valid JSON'), /^: the program .* no JSON$/],
  ])('that are refused are told with %s', async (_, cause, told) => {
    const { api, asked } = stage(() => Promise.reject(cause));
    const start = 'no credentials for dev';
    for (const times of [1, 2]) {
      const message = await api.send(get).catch((error: Error) => error.message);
      expect(message).toMatch(start);
      expect(String(message).slice(start.length)).toEqual(told instanceof RegExp ? expect.stringMatching(told) : told);
      expect(asked.times).toBe(times);
    }
  });
});
