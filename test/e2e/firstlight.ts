import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { shellOf } from './cdk.ts';
import { account as mainAccount } from './installation.ts';
import { told } from './world.ts';

const run = promisify(execFile);
const checkout = resolve(import.meta.dirname, '../..');

/** What a command says on the deployed stack, as JSON. @throws Error where it ends with another code than 0 */
export async function firstlight<Answer>(args: readonly string[], account = mainAccount): Promise<Answer> {
  const all = ['cli/firstlight.ts', ...args, '--stack', 'Firstlight', '--by', 'e2e', '--json'];
  const { stdout } = await run('node', all, { cwd: checkout, env: shellOf(told, account), maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as Answer;
}

/** As much of the document of `sites` as tests ask for. */
export interface Sites {
  readonly sites: readonly {
    readonly host: string;
    readonly cluster: string;
    readonly ready: boolean;
    readonly conditions: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason: string;
      readonly message: string;
    }[];
  }[];
  readonly releases: readonly { readonly host: string; readonly state: string; readonly scope?: string }[];
}

/** The names of a cluster that are ready. */
export async function readyHosts(cluster: string, account = mainAccount): Promise<readonly string[]> {
  const { sites } = await firstlight<Sites>(['sites'], account);
  return sites.filter((site) => site.cluster === cluster && site.ready).map(({ host }) => host);
}
