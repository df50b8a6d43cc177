import { buildGoProgram, type GoProgram, goProgramIn } from '../go-program.ts';
import type { Part } from '../part.ts';

/** Its successor cannot be built from published Go modules; what 0.22 does otherwise is in the page on migrating. */
const version = 'v0.21.0';

/** The real external-dns from the Go module proxy: what it writes and what it would change is not for us to imagine. */
export const externalDnsProgram: GoProgram = {
  name: `external-dns-${version}`,
  binary: 'external-dns',
  args: ['install', '-ldflags=-s -w', `sigs.k8s.io/external-dns@${version}`],
};

export const externalDns: Part = {
  name: `external-dns ${version}`,
  tests: ['test/real/external-dns/'],
  isLate: true,
  async start(folder) {
    const program = await buildGoProgram(folder, externalDnsProgram);
    return { environment: { FIRSTLIGHT_REAL_EXTERNAL_DNS: program }, stop: async () => {} };
  },
};

/** Where it is, once it is built there. */
export const externalDnsIn = (folder: string): string => goProgramIn(folder, externalDnsProgram);
