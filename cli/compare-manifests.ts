import { UsageError } from '#shared/errors/usage-error.ts';
import { comparePlans } from '#shared/overview/compare-plans.ts';
import type { Overview } from '#shared/overview/document.ts';
import type { Plan } from '#shared/overview/plan-document.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { waitOnce } from '../local/start/once.ts';
import { parseOptions } from '../local/start/options.ts';
import { startSandbox } from '../local/start/sandbox.ts';

export interface ManifestSets {
  /** As they would be. */
  readonly manifests: string;
  /** As they are. */
  readonly against: string;
  readonly config?: string;
}

const timeoutSeconds = 60;

/**
 * What one set of manifests makes different from another, decided by the claims themselves in two sandboxes in memory
 * that observe only.
 * @throws UsageError, ConfigurationError
 */
export async function compareManifests({ manifests, against, config }: ManifestSets): Promise<Plan> {
  const rest = config === undefined ? [] : ['--config', config];
  const before = await observe(against, rest);
  return comparePlans(before, await observe(manifests, rest));
}

async function observe(manifests: string, rest: readonly string[]): Promise<Overview> {
  const options = parseOptions(['--once', '--dns-port', '0', '--manifests', manifests, ...rest], '/');
  if (options === 'help') throw new UsageError('no manifests are named');
  const scheduler = realScheduler();
  const sandbox = await startSandbox(
    { ...options, observe: true },
    { scheduler, random: Math.random, warn: () => undefined },
  );
  try {
    const { document, exitCode } = await waitOnce({ ...sandbox, scheduler }, timeoutSeconds);
    if (exitCode !== 0)
      throw new UsageError(`the manifests in ${manifests} could not be decided on within ${timeoutSeconds} seconds`);
    return document;
  } finally {
    await sandbox.close();
  }
}
