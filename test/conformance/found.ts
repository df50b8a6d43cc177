import type { MonitorWish } from '../../shared/domain/monitor-wish.ts';
import type { ObjectRef, SiteKey, SiteWish, TlsWish } from '../../shared/domain/site.ts';
import { kindRows, objectsOf } from '../../shared/rows/object-rows.ts';
import { siteKey } from '../../shared/rows/site-rows.ts';
import type { Table } from '../../shared/runtime/table.ts';
import type { Case } from './corpus.ts';

/** What came of the objects of a cluster, as the corpus writes it. */
export interface Found {
  readonly sites: readonly string[];
  readonly refused: readonly string[];
  readonly skipped: readonly { readonly line: string; readonly message: string }[];
}

/** Reads what claims has written. */
export async function readFound(table: Table, cluster = 'demo'): Promise<Found> {
  const sites = new Set<string>();
  const refused: string[] = [];
  const skipped: { line: string; message: string }[] = [];
  for (const { row: kind } of await table.query(kindRows(cluster))) {
    for (const { row } of await table.query(objectsOf({ cluster, ...kind }))) {
      const source = `${row.ref.kind}/${row.ref.key}`;
      for (const claim of row.claims) {
        if (claim.verdict === 'refused') refused.push(`${claim.host} ${source} ${claim.reason}`);
        const site = await table.get(siteKey(claim));
        if (site?.state === 'live' && site.release === undefined) sites.add(siteLine(site));
      }
      for (const { reason, message } of row.skipped) skipped.push({ line: `${source} ${reason}`, message });
    }
  }
  return { sites: [...sites].sort(), refused: refused.sort(), skipped };
}

/** A site, or what is to become one, as the corpus writes it. */
export function siteLine({ host, view, setIdentifier, wish, holder }: Siteish): string {
  const name = setIdentifier === '' ? host : `${host}#${setIdentifier}`;
  const line = `${name} ${view} ${wish.edge || 'own'} ${holder.kind}/${holder.key} ${targetText(wish.target)}`;
  const told = wish.tls === undefined ? line : `${line} ${tlsText(wish.tls)}`;
  return wish.monitor === undefined ? told : `${told} ${monitorText(wish.monitor)}`;
}

const monitorText = ({ scheme, path, firstPath, intervalSeconds, loginBy }: MonitorWish): string =>
  `monitor ${scheme} ${path ?? firstPath ?? '/'} ${intervalSeconds}${loginBy === undefined ? '' : `, login by ${loginBy}`}`;

function tlsText(tls: TlsWish): string {
  if (tls.managedBy === 'unknown') return 'tls unknown';
  return tls.managedBy === 'acm' ? `tls ${tls.certificateArn}` : `tls ${tls.managedBy}: ${tls.detail}`;
}

type Siteish = SiteKey & {
  readonly wish: Pick<SiteWish, 'edge' | 'target' | 'tls' | 'monitor'>;
  readonly holder: Pick<ObjectRef, 'kind' | 'key'>;
};

function targetText(target: SiteWish['target']): string {
  if (target === undefined) return '-';
  if (target.kind === 'addresses') return target.addresses.join(',');
  return target.kind === 'name' ? target.name : `alias:${target.alias.dnsName}`;
}

/** The lines of the case in the form of what was found: a skip is met by one that says its part of the message. */
export function compared(expected: Case, found: Found) {
  const wanted = expected.skipped.map((text) => {
    const [line = '', part = ''] = text.split(' | ');
    return { text, line, part };
  });
  const met = found.skipped.map(({ line, message }) => {
    const one = wanted.find((each) => each.line === line && message.includes(each.part));
    return one?.text ?? `${line} | ${message}`;
  });
  return {
    found: { sites: found.sites, refused: found.refused, skipped: met.sort() },
    expected: {
      sites: [...expected.sites].sort(),
      refused: [...expected.refused].sort(),
      skipped: [...expected.skipped].sort(),
    },
  };
}
