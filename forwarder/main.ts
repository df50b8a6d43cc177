import { eventBridge } from '#shared/adapters/eventbridge.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { runForwarder } from './process/run.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
const { env, stdout, stderr } = process;
process.exitCode = await runForwarder(process.argv.slice(2), {
  cwd: process.cwd(),
  env,
  stdout,
  stderr,
  scheduler: realScheduler(),
  random: Math.random,
  stop: stop.signal,
  connect: ({ bus, region }) => eventBridge({ busName: bus, client: { region } }),
  async openStatus(bucket, region) {
    const { statusObjects } = await import('#shared/adapters/status-s3.ts');
    return statusObjects({ bucket, client: { region } });
  },
});
