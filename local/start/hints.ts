import type { SiteEntry } from '#shared/overview/document.ts';
import { harmless } from './text.ts';

/** Where things are, for the lines that a person pastes. */
export interface Hints {
  /** The directory as a person would type it. */
  readonly manifests: string;
  readonly publicPort: number;
  readonly privatePort: number;
  readonly controlPort?: number;
}

/** Host names as a shell takes them without quotes; others are not offered for pasting. */
const pasteable = /^[a-z0-9.-]+$/;

/** A CNAME leads out of our zones, where our DNS server knows nothing. */
const isAnswered = ({ ready, host, records }: SiteEntry): boolean =>
  ready && pasteable.test(host) && records.every(({ type }) => type !== 'CNAME');

/** A `dig` for a name of each view, and what to do next. */
export function linesToPaste(sites: readonly SiteEntry[], hints: Hints): readonly string[] {
  const digs = (['public', 'private'] as const).flatMap((view) => {
    const ready = sites.filter((site) => site.view === view && isAnswered(site)).slice(0, 2);
    const port = view === 'public' ? hints.publicPort : hints.privatePort;
    return ready.map(({ host }) => `dig @127.0.0.1 -p ${port} ${host} +short`);
  });
  const listening = `DNS on 127.0.0.1: port ${hints.publicPort} public, ${hints.privatePort} private`;
  const control = hints.controlPort === undefined ? [] : [commandLine(hints.controlPort, sites)];
  return [
    ...(digs.length === 0 ? [listening] : digs),
    ...control,
    `Edit the manifests in ${harmless(hints.manifests)} and watch. Ctrl-C ends.`,
  ];
}

const defaultControlPort = 5302;

/** About the name that a person most likely wonders about. */
function commandLine(port: number, sites: readonly SiteEntry[]): string {
  const asked =
    sites.find(({ ready, host }) => !ready && pasteable.test(host)) ?? sites.find(({ host }) => pasteable.test(host));
  const control = port === defaultControlPort ? '' : ` --control http://127.0.0.1:${port}`;
  return `npx firstlight ${asked === undefined ? 'sites' : `why ${asked.host}`}${control}`;
}
