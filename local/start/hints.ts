import type { SiteEntry } from '#shared/overview/document.ts';
import type { Https } from './https.ts';
import { harmless } from './text.ts';

/** Where things are, for the lines that a person pastes. */
export interface Hints {
  /** The directory as a person would type it. */
  readonly manifests: string;
  /** The context of the cluster that is followed instead. */
  readonly context?: string;
  readonly publicPort: number;
  readonly privatePort: number;
  readonly controlPort?: number;
  readonly https?: Pick<Https, 'edges' | 'certificateFile'>;
  /** Where people read what they are told. */
  readonly slackUrl?: string;
}

/** Host names as a shell takes them without quotes; others are not offered for pasting. */
const pasteable = /^[a-z0-9.-]+$/;

/** A CNAME leads out of our zones, where our DNS server knows nothing. */
const isAnswered = ({ ready, host, records }: SiteEntry): boolean =>
  ready && pasteable.test(host) && records.every(({ type }) => type !== 'CNAME');

/**
 * A `dig` for a name of each view, a `curl` for one of each edge, and what to do next.
 * @param columns a command that is longer would be cut, so one about another name is offered
 */
export function linesToPaste(sites: readonly SiteEntry[], hints: Hints, columns = longest): readonly string[] {
  const fits = (line: string): boolean => line.length <= columns;
  const digs = (['public', 'private'] as const).flatMap((view) => {
    const port = view === 'public' ? hints.publicPort : hints.privatePort;
    const ready = sites.filter((site) => site.view === view && isAnswered(site));
    const lines = ready.map(({ host }) => `dig @127.0.0.1 -p ${port} ${host} +short`);
    return lines.filter(fits).slice(0, 2);
  });
  const listening = `DNS on 127.0.0.1: port ${hints.publicPort} public, ${hints.privatePort} private`;
  const control =
    hints.controlPort === undefined ? [] : commandLines(hints.controlPort, sites).filter(fits).slice(0, 1);
  return [
    ...(digs.length === 0 ? [listening] : digs),
    ...curls(sites, hints).flatMap((line) => (fits(line) ? [line] : line.split(breaks).map(continued))),
    ...control,
    ...orderLines(sites, hints).filter(fits),
    ...(hints.slackUrl === undefined ? [] : [`Alerts as people read them: ${hints.slackUrl}`]),
    hints.context === undefined
      ? `Edit the manifests in ${harmless(hints.manifests)} and watch. Ctrl-C ends.`
      : `Reads ${harmless(hints.context)} and changes nothing in it. Ctrl-C ends.`,
  ];
}

/** A line that does not fit goes on in the next one, as a shell takes it. */
const breaks = / (?=--connect-to |https:)/;
const continued = (part: string, at: number, parts: readonly string[]): string =>
  `${at === 0 ? '' : '  '}${part}${at === parts.length - 1 ? '' : ' \\'}`;

/** How to see an alert: of an application that is watched from outside. */
function orderLines(sites: readonly SiteEntry[], { controlPort, https }: Hints): readonly string[] {
  const isWatched = ({ conditions }: SiteEntry): boolean =>
    conditions.some(({ type, status }) => type === 'MonitorReady' && status === 'True');
  const isServed = ({ edge }: SiteEntry): boolean => https?.edges.some((one) => one.edge === edge) === true;
  const host = sites.find((site) => isWatched(site) && isServed(site) && pasteable.test(site.host))?.host;
  if (host === undefined || controlPort === undefined) return [];
  return ['stop-app', 'start-app'].map((order) => `curl --json '{"host":"${host}"}' 127.0.0.1:${controlPort}/${order}`);
}

/** One for each edge: any name leads to its port. */
function curls(sites: readonly SiteEntry[], { https }: Hints): readonly string[] {
  const { edges = [], certificateFile = '' } = https ?? {};
  if (!/^[\w./-]+$/.test(certificateFile)) return [];
  return edges.flatMap(({ edge, httpsPort, covers }) => {
    const ready = sites.filter((site) => site.edge === edge && site.ready && pasteable.test(site.host));
    const host = ready.find((site) => covers(site.host))?.host;
    const to = `--connect-to ::127.0.0.1:${httpsPort}`;
    return host === undefined ? [] : [`curl --cacert ${certificateFile} ${to} https://${host}/`];
  });
}

const longest = 120;
const defaultControlPort = 5302;

/** The best first: about the name that a person most likely wonders about. */
function commandLines(port: number, sites: readonly SiteEntry[]): readonly string[] {
  const known = sites.filter(({ host }) => pasteable.test(host));
  const asked = [...known.filter(({ ready }) => !ready), ...known.filter(({ ready }) => ready)];
  const control = port === defaultControlPort ? '' : ` --control http://127.0.0.1:${port}`;
  return [...asked.map(({ host }) => `why ${host}`), 'sites'].map((words) => `npx firstlight ${words}${control}`);
}
