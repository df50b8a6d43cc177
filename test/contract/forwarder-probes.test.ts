import { afterEach, describe, expect, it } from 'vitest';
import { type Probes, serveProbes } from '../../forwarder/probes/server.ts';
import { Replica } from '../../forwarder/process/replica.ts';
import { UsageError } from '../../shared/errors/usage-error.ts';
import { realScheduler } from '../../shared/runtime/real-scheduler.ts';
import { ApiModel } from '../support/kubernetes/api-model.ts';

const scheduler = realScheduler();
const listen = { host: '127.0.0.1', port: 0 };
const open: Probes[] = [];
afterEach(async () => {
  for (const probes of open.splice(0)) await probes.close();
});

async function serve(port = 0): Promise<Probes> {
  const replica = new Replica({
    cluster: 'demo',
    api: new ApiModel({ scheduler: { ...scheduler, after: () => () => undefined } }),
    bus: { put: async () => [] },
    scheduler,
    random: () => 0.5,
    lease: { namespace: 'ours', name: 'l' },
    identity: 'a',
    report: () => undefined,
    say: () => undefined,
  });
  const probes = await serveProbes({ listen: { ...listen, port }, replica, scheduler, startedMs: scheduler.now() });
  open.push(probes);
  return probes;
}

describe('the probes of a forwarder', () => {
  it.each([
    ['/healthz', 200, /^ok\n$/],
    ['/readyz', 503, /^the Lease has not been read yet\n$/],
    ['/metrics', 200, /^# HELP firstlight_forwarder_leader /],
    ['/', 404, /^see \/healthz, \/readyz and \/metrics\n$/],
  ])('answer %s with %i', async (path, status, body) => {
    const { port } = await serve();
    const answer = await fetch(`http://127.0.0.1:${port}${path}?x=1`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(body);
  });

  it('take nothing but GET', async () => {
    const { port } = await serve();
    expect((await fetch(`http://127.0.0.1:${port}/healthz`, { method: 'POST' })).status).toBe(405);
  });

  it('say so when somebody else listens there', async () => {
    const { port } = await serve();
    await expect(serve(port)).rejects.toThrow(UsageError);
    await expect(serve(port)).rejects.toThrow(`--listen 127.0.0.1:${port} is in use: choose another port`);
  });
});
