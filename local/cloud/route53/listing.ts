import type { ZoneContents } from './contents.ts';
import { isNameFault, parseName, sortKey } from './names.ts';
import { compareSets, type ResourceRecordSet, recordTypes } from './record-set.ts';
import { invalidInput, type Refusal } from './refusal.ts';

/** One page of ListResourceRecordSets; `next` is where the following page begins. */
export interface Page {
  readonly sets: readonly ResourceRecordSet[];
  readonly maxItems: number;
  readonly next?: ResourceRecordSet;
}

const mostItems = 300;

/**
 * One page from `name`, `type`, `identifier` on (all optional, each only with the one before it), of `maxitems` (1 to 300) sets.
 * Source: API reference, ListResourceRecordSets: a type without a name is InvalidInput; more than 300 gives 300.
 * The same for an identifier without a type is an assumption.
 */
export function listPage(contents: ZoneContents, query: Readonly<Record<string, string>>): Page | Refusal {
  const { name, type, identifier, maxitems } = query;
  const maxItems = maxitems === undefined ? mostItems : readCount(maxitems);
  if (maxItems === undefined) return invalidInput(`Invalid maxitems ${maxitems}`);
  if (type !== undefined && name === undefined) return invalidInput('The start type needs a start name');
  if (identifier !== undefined && type === undefined) return invalidInput('The start identifier needs a start type');
  const known = recordTypes.find((candidate) => candidate === type);
  if (type !== undefined && known === undefined) return invalidInput(`Invalid type ${type}`);
  const labels = name === undefined ? [] : parseName(name);
  if (isNameFault(labels)) return invalidInput(`FATAL problem: ${labels.fault}`);
  const key = name === undefined ? '' : sortKey(labels);
  const start = known === undefined ? undefined : { Name: '', Type: known, SetIdentifier: identifier };
  return takePage(contents, key, { start, maxItems });
}

function takePage(
  contents: ZoneContents,
  key: string,
  { start, maxItems }: { readonly start: ResourceRecordSet | undefined; readonly maxItems: number },
): Page {
  let skip = start === undefined ? 0 : contents.at(key).filter((set) => compareSets(set, start) < 0).length;
  const found: ResourceRecordSet[] = [];
  for (const set of contents.from(key)) {
    if (found.length > maxItems) break;
    if (skip > 0) skip -= 1;
    else found.push(set);
  }
  const next = found[maxItems];
  const page = { sets: found.slice(0, maxItems), maxItems };
  return next === undefined ? page : { ...page, next };
}

/** `maxitems` as a number capped at the most a page holds; undefined when it is none. */
export function readCount(text: string, most = mostItems): number | undefined {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return count < 1 ? undefined : Math.min(count, most);
}
