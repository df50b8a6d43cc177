import { buildGoProgram } from '../go/build.ts';
import { externalDnsProgram, externalDnsVersion } from '../go/external-dns.ts';
import type { Part } from '../part.ts';

export const externalDns: Part = {
  name: `external-dns ${externalDnsVersion}`,
  tests: ['test/real/external-dns/'],
  isLate: true,
  async start(folder) {
    const program = await buildGoProgram(folder, externalDnsProgram);
    return { environment: { FIRSTLIGHT_REAL_EXTERNAL_DNS: program }, stop: async () => {} };
  },
};
