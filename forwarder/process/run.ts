import { UsageError } from '#shared/errors/usage-error.ts';
import { followCluster } from './follow-cluster.ts';
import { followManifests } from './follow-manifests.ts';
import { type ForwarderCall, parseForwarderCall } from './options.ts';
import { line } from './saying.ts';
import type { ForwarderExit, Surroundings } from './surroundings.ts';
import { usage } from './usage.ts';

/** The forwarder process, whole; resolves with the exit code. Throws only what nobody knows. */
export async function runForwarder(args: readonly string[], around: Surroundings): Promise<ForwarderExit> {
  try {
    const call = parseForwarderCall(args, around);
    if (call !== 'help') return await follow(call, around);
    around.stdout.write(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    around.stderr.write(line(error.message));
    return 1;
  }
}

async function follow({ from, ...call }: ForwarderCall, around: Surroundings): Promise<ForwarderExit> {
  if (from.what === 'manifests') return followManifests({ ...call, from }, around);
  await followCluster({ ...call, from }, around);
  return 0;
}
