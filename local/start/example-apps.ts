import { CommandError } from '#shared/errors/command-error.ts';
import type { SandboxDocument } from './document.ts';

/** The example applications, which a person may stop and start. */
export interface ExampleApps {
  isStopped(host: string): boolean;
  /** @throws CommandError where nothing serves the host */
  stop(host: string): Promise<object>;
  start(host: string): Promise<object>;
}

export function openExampleApps(document: () => Promise<SandboxDocument>): ExampleApps {
  const stopped = new Set<string>();
  const known = async (host: string): Promise<void> => {
    const { sites } = await document();
    if (sites.some((site) => site.host === host)) return;
    const [first] = sites.filter(({ ready }) => ready);
    throw new CommandError('unknown', `nothing serves ${host} here${first === undefined ? '' : `; try ${first.host}`}`);
  };
  return {
    isStopped: (host) => stopped.has(host),
    async stop(host) {
      await known(host);
      stopped.add(host);
      return { host, app: 'stopped' };
    },
    async start(host) {
      await known(host);
      stopped.delete(host);
      return { host, app: 'started' };
    },
  };
}
