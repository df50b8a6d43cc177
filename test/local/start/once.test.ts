import { describe, expect, it } from 'vitest';
import { virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';
import { type OnceResult, waitOnce } from '../../../local/start/once.ts';
import { documentOf, siteOf } from '../../support/sandbox-document.ts';

const accepted = (ready: boolean) => siteOf({ host: 'app.example.com', ready });
const run = async (world: {
  readonly heardAtMs?: number;
  readonly quietAtMs?: number;
  readonly ready: boolean;
  readonly sites?: ReturnType<typeof siteOf>[];
}) => {
  const scheduler = virtualScheduler();
  let result: (OnceResult & { readonly atMs: number }) | undefined;
  const waiting = waitOnce(
    {
      scheduler,
      isHeard: () => scheduler.monotonic() >= (world.heardAtMs ?? 0),
      hasWork: async (untilMs) => {
        expect(untilMs - scheduler.now()).toBe(Math.max(0, 10_000 - scheduler.monotonic()));
        return scheduler.monotonic() < (world.quietAtMs ?? 0);
      },
      document: async () => documentOf({ sites: world.sites ?? [accepted(world.ready)] }),
    },
    10,
  ).then((found) => {
    result = { ...found, atMs: scheduler.monotonic() };
  });
  await scheduler.advance(20_000);
  await waiting;
  return result;
};

describe('--once', () => {
  it.each([
    ['ends with 0 as soon as everything is ready and nothing is to be done', { ready: true, quietAtMs: 300 }, 0, 300],
    ['waits until all manifests are taken in', { ready: true, heardAtMs: 2_000 }, 0, 2_000],
    ['ends with 3 at once when nothing more will happen', { ready: false, quietAtMs: 500 }, 3, 500],
    ['ends with 3 at the time-out', { ready: false, quietAtMs: 99_000 }, 3, 10_000],
    ['ends with 0 at the time-out when what is accepted is ready', { ready: true, quietAtMs: 99_000 }, 0, 10_000],
    ['ends with 3 when not everything was taken in', { ready: true, heardAtMs: 99_000 }, 3, 10_000],
    ['does not wait for an address', { ready: false, sites: [siteOf({ target: false })] }, 0, 0],
    ['is content with a plan while observing', { ready: false, sites: [siteOf({ observing: true })] }, 0, 0],
    ['is content with nothing', { ready: false, sites: [] }, 0, 0],
  ])('%s', async (_, world, exitCode, atMs) => {
    expect(await run(world)).toMatchObject({ exitCode, atMs });
  });
});
