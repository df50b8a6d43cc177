import { runForwarder } from '../../forwarder/process/run.ts';
import { realScheduler } from '../../shared/runtime/real-scheduler.ts';

// The forwarder process with a bus that takes everything: what it said, and how much memory it took.
const [manifests = ''] = process.argv.slice(2);
const said = { messages: 0, kilobytes: 0 };
const args = ['--once', '--manifests', manifests, '--cluster', 'demo', '--bus', 'bench', '--timeout', '120'];
const code = await runForwarder(args, {
  cwd: process.cwd(),
  env: { AWS_REGION: 'eu-central-1' },
  stdout: { write: () => true },
  stderr: process.stderr,
  scheduler: realScheduler(),
  random: () => 0.5,
  stop: new AbortController().signal,
  openStatus: () => Promise.reject(new Error('manifests have no status')),
  connect: () => ({
    async put(entries) {
      said.messages += entries.length;
      for (const { detail } of entries) said.kilobytes += Buffer.byteLength(detail) / 1000;
      return entries.map(() => ({ ok: true }) as const);
    },
  }),
});
const kilobytes = Math.round(said.kilobytes);
const { rss } = process.memoryUsage();
process.stdout.write(JSON.stringify({ code, messages: said.messages, kilobytes, rssMb: Math.round(rss / 1e6) }));
