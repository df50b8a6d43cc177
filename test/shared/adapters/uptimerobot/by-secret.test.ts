import { expect, it } from 'vitest';
import { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';
import type { SecretRef } from '#shared/domain/alert-policy.ts';
import { uptimeRobotBySecret } from '../../../../shared/adapters/uptimerobot/by-secret.ts';

const ref: SecretRef = { secretsManager: 'firstlight/uptimerobot' };

/** A strict account that takes one key, and a secret that is read once until it is forgotten. */
function world() {
  const account = new UptimeRobot({ keys: { 'u1-new': 'main', 'u1-read': 'read-only' } });
  const stored = { text: 'u1-old' };
  let kept: string | undefined;
  const open = uptimeRobotBySecret({
    secrets: {
      read: async () => {
        kept ??= stored.text;
        return kept;
      },
      forget: () => {
        kept = undefined;
      },
    },
    clock: { now: () => 0 },
    endpoint: 'http://far/v3',
    fetch: async (url, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers));
      const path = new URL(String(url)).pathname;
      const { status, body } = account.handle({ method: init?.method ?? 'GET', path, query: {}, headers, body: '' }, 0);
      return new Response(body, { status });
    },
  });
  return { stored, open };
}

it('reads a key anew once it is refused', async () => {
  const { stored, open } = world();
  const old = await open(ref);
  stored.text = 'u1-new';
  await expect((await open(ref)).account()).rejects.toMatchObject({ reason: 'AccessDenied' });
  await expect(old.account()).rejects.toMatchObject({ reason: 'AccessDenied' });
  expect((await (await open(ref)).account()).value.monitors).toBe(0);
});
