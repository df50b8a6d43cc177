import { relative } from 'node:path';
import type { Scheduler } from '#shared/domain/clock.ts';
import { type EdgeFront, openFronts } from './fronts.ts';
import type { StartOptions } from './options.ts';
import type { Sandbox } from './sandbox.ts';

/** HTTPS of the sandbox, running. */
export interface Https {
  readonly edges: readonly EdgeFront[];
  /** The certificate of the authority that signed what is shown, as a person would type its path. */
  readonly certificateFile: string;
  /** The same, in PEM. */
  readonly certificate: string;
  close(): Promise<void>;
}

/**
 * HTTPS of each edge with a certificate authority of its own: in the data directory, or one that ends with the process. A run
 * that ends by itself has it only where a port is asked for.
 * @throws UsageError for a port that is taken, or an authority that cannot be used
 */
export async function openHttps(
  options: StartOptions,
  sandbox: Sandbox,
  { cwd, scheduler }: { readonly cwd: string; readonly scheduler: Scheduler },
): Promise<Https | undefined> {
  const httpsPort = options.httpsPort ?? (options.dnsPort === 0 ? 0 : undefined);
  if (options.once && options.httpsPort === undefined) return undefined;
  // Loaded only here: it takes a tenth of a second, and a run that ends by itself has no use for it.
  const { openStoredAuthority } = await import('./stored-authority.ts');
  const { authority, certificateFile, close } = await openStoredAuthority(options.data, scheduler.now());
  try {
    const fronts = await openFronts({
      configuration: sandbox.configuration,
      cloud: sandbox,
      authority,
      now: () => scheduler.now(),
      notes: sandbox.notes,
      idleTimeouts: sandbox.idleTimeouts,
      isStopped: (host) => sandbox.apps.isStopped(host),
      serving: (host, edge) => servingAt(sandbox, host, edge),
      ...(httpsPort === undefined ? {} : { httpsPort }),
      ...(options.httpPort === undefined ? {} : { httpPort: options.httpPort }),
    });
    const closeBoth = async (): Promise<void> => {
      await fronts.close();
      close();
    };
    const { certificate } = authority;
    return { edges: fronts.edges, certificateFile: shorter(cwd, certificateFile), certificate, close: closeBoth };
  } catch (error) {
    close();
    throw error;
  }
}

/** The object that a host of an edge leads to, as its ingress controller would find it. */
async function servingAt(sandbox: Pick<Sandbox, 'document'>, host: string, edge: string): Promise<string | undefined> {
  const { sites } = await sandbox.document();
  const here = sites.filter((site) => site.edge === edge);
  const wildcard = host.replace(/^[^.]+/, '*');
  return (here.find((site) => site.host === host) ?? here.find((site) => site.host === wildcard))?.source;
}

function shorter(cwd: string, file: string): string {
  const path = relative(cwd, file);
  return path.startsWith('..') ? file : path;
}
