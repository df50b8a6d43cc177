import { expect, it } from 'vitest';
import type { Met } from '#local/cloud/uptimerobot/checks.ts';
import { watch } from '#local/cloud/uptimerobot/watch.ts';
import { virtualScheduler } from '#local/platform/virtual-scheduler.ts';
import { call, create, openAccount, startMs, walkIds } from './ask.ts';

it('probes what is made while it runs, calls webhooks, and stops', async () => {
  const account = openAccount();
  const scheduler = virtualScheduler(startMs);
  const delivered: string[] = [];
  let probes = 0;
  let meets: Met | 'throws' = { status: 200, body: '' };
  const stop = watch(account, {
    scheduler,
    probe: async () => {
      probes += 1;
      if (meets === 'throws') throw new Error('unreachable');
      return meets;
    },
    deliver: async ({ body }) => {
      delivered.push(body);
      throw new Error('nobody there');
    },
  });
  const data = { urlToNotify: 'https://hook.example.com/', postValue: '*alertTypeFriendlyName*', sendAsJSON: true };
  call(account, 'POST /integrations', { body: { type: 'Webhook', data }, nowMs: startMs });
  const [alertContactId] = walkIds(account, '/integrations');
  create(account, { assignedAlertContacts: [{ alertContactId, threshold: 0, recurrence: 0 }] }, startMs);
  await scheduler.advance(2000);
  expect([account.monitors()[0]?.status, probes]).toEqual(['UP', 1]);
  meets = 'throws';
  await scheduler.advance(90_000);
  expect(account.monitors()[0]?.status).toBe('DOWN');
  meets = { status: 204, body: '' };
  await scheduler.advance(60_000);
  expect(delivered).toEqual(['Down', 'Up']);
  stop();
  const before = probes;
  await scheduler.advance(600_000);
  expect(probes).toBe(before);
  expect(scheduler.scheduled).toBe(0);
});

it('makes no second check of a monitor while the first is under way', async () => {
  const account = openAccount();
  const scheduler = virtualScheduler(startMs);
  const answers: (() => void)[] = [];
  const stop = watch(account, {
    scheduler,
    probe: () => new Promise((resolve) => answers.push(() => resolve({ status: 200, body: '' }))),
    deliver: async () => {},
  });
  create(account, {}, startMs);
  await scheduler.advance(30_000);
  expect(answers).toHaveLength(1);
  answers[0]?.();
  await scheduler.advance(61_000);
  expect(answers).toHaveLength(2);
  stop();
});
