import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { type Https, openHttps } from '../../../local/start/https.ts';
import { parseOptions } from '../../../local/start/options.ts';
import { type Sandbox, startSandbox } from '../../../local/start/sandbox.ts';
import type { TestDirectory } from '../../support/sandbox-directory.ts';

/** A sandbox that follows a directory, with its HTTPS listeners; `ends` gets what closes them. */
export async function sandboxWithHttps(
  directory: TestDirectory,
  ends: (() => Promise<void> | void)[],
  more: readonly string[] = [],
): Promise<{ readonly sandbox: Sandbox; readonly https: Https }> {
  const options = parseOptions(['--manifests', directory.manifests, '--dns-port', '0', ...more], directory.root);
  if (options === 'help') throw new Error('help was not asked for');
  const scheduler = realScheduler();
  const sandbox = await startSandbox(options, { scheduler, random: Math.random, warn: () => undefined });
  ends.push(() => sandbox.close());
  const https = await openHttps(options, sandbox, { cwd: '/', scheduler });
  if (https === undefined) throw new Error('no HTTPS');
  ends.push(() => https.close());
  return { sandbox, https };
}
