import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GoProgram } from './program.ts';

export const kubernetesVersion = 'v1.35.8';
const sources = join(import.meta.dirname, 'server');

/** The real kube-apiserver on an embedded etcd, in one program: how a watch ends is not for us to imagine. */
export const apiServerProgram: GoProgram = {
  name: `kubernetes-${kubernetesVersion}-${hashOf(['main.go', 'go.mod', 'go.sum'])}`,
  binary: 'kube-apiserver',
  linkerFlags: linkerFlags(),
  write: async (module) => cpSync(sources, module, { recursive: true }),
};

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 12);
}

/** What the server says that it is; clients judge it by that. */
function linkerFlags(): string {
  const [major = '', minor = ''] = kubernetesVersion.slice(1).split('.');
  const facts = { gitVersion: kubernetesVersion, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  const modules = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  const settings = modules.flatMap((module) =>
    Object.entries(facts).map(([name, value]) => `-X ${module}.${name}=${value}`),
  );
  return ['-s', '-w', ...settings].join(' ');
}
