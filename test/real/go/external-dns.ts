import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { GoProgram } from './program.ts';

/** Its successor cannot be built from published Go modules; what 0.22 does otherwise is in the page on migrating. */
export const externalDnsVersion = 'v0.21.0';
const module = `sigs.k8s.io/external-dns@${externalDnsVersion}`;

/**
 * The real external-dns from the Go module proxy: what it writes and what it would change is not for us to imagine. Its
 * twenty other providers, which are half of what there is to compile, are left out.
 */
export const externalDnsProgram: GoProgram = {
  name: `external-dns-${externalDnsVersion}-aws`,
  binary: 'external-dns',
  linkerFlags: '-s -w',
  async write(folder, go) {
    const { Dir } = downloaded.parse(JSON.parse(await go(['mod', 'download', '-json', module], folder)));
    cpSync(Dir, folder, { recursive: true });
    makeWritable(folder);
    const table = join(folder, 'provider/factory/provider.go');
    writeFileSync(table, withAwsOnly(readFileSync(table, 'utf8')));
  },
};

const downloaded = z.object({ Dir: z.string() });

/** Go keeps its modules read-only. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(folder, entry.name));
    else chmodSync(join(folder, entry.name), 0o644);
  }
}

/** The table of providers without the lines of the others; one that looks otherwise does not compile. */
function withAwsOnly(table: string): string {
  const provider = /external-dns\/provider\/(\w+)"|^\t\texternaldns\.Provider\w+:\s+(\w+)\./;
  const isKept = (line: string): boolean => {
    const [, imported, listed] = provider.exec(line) ?? [];
    return [undefined, 'aws'].includes(imported ?? listed);
  };
  return table.split('\n').filter(isKept).join('\n');
}
