import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GoProgram } from '../go-program.ts';

const run = promisify(execFile);

export const helmVersion = 'v3.20.0';

/** Helm from the Go module proxy. */
export const helmProgram: GoProgram = {
  name: `helm-${helmVersion}`,
  binary: 'helm',
  args: ['install', '-ldflags=-s -w', `helm.sh/helm/v3/cmd/helm@${helmVersion}`],
};

/** Built as a module Helm takes every cluster that it is not connected to for Kubernetes 1.20. */
export const offline = ['--kube-version', '1.35.0'] as const;

/** Runs it from the root of the checkout, without what its user has set; resolves with stdout. @throws as execFile */
export async function helm(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, { env: { HOME: '/nonexistent' }, maxBuffer: 1 << 24 });
  return stdout;
}
