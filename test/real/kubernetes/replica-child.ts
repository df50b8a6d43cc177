import { kubeconfigAccess } from '#shared/adapters/kubernetes-access.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { httpsApi } from '../../../forwarder/kubernetes/https-api.ts';
import { Replica } from '../../../forwarder/process/replica.ts';

// A replica of the forwarder in a process of its own, to be killed or stopped; what it says goes to stdout, an entry a line.
const [kubeconfig = '', identity = ''] = process.argv.slice(2);
const scheduler = realScheduler();
const replica = new Replica({
  cluster: 'demo',
  api: httpsApi(await kubeconfigAccess(kubeconfig), scheduler),
  bus: {
    async put(entries) {
      for (const entry of entries) process.stdout.write(`${JSON.stringify(entry)}\n`);
      return entries.map(() => ({ ok: true }));
    },
  },
  scheduler,
  random: Math.random,
  lease: { namespace: 'firstlight', name: 'firstlight-forwarder' },
  identity,
  followTimes: { retryFirstMs: 50, retryLimitMs: 500, askAgainMs: 500 },
  electionTimes: { leaseMs: 3_000, renewMs: 2_000, retryMs: 300 },
  report: () => undefined,
  say: (text) => process.stderr.write(`${text}\n`),
});
replica.start();
process.on('SIGTERM', () => void replica.stop().then(() => process.exit(0)));
