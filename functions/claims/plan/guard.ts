import type { Scope } from '#shared/domain/scope.ts';

/** A site that the guard counts (see `shared/domain/standing.ts`); `name` is its siteText. */
export interface CountedSite {
  readonly name: string;
  /** `cluster:NAME`, and `edge:NAME` where it has an edge. */
  readonly scopes: readonly Scope[];
  /** A release of it is planned. */
  readonly leaving: boolean;
}

/** A site whose release was executed at `atMs`, counted then. */
export interface Released {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly atMs: number;
}

/** What the guard of one scope says to all its planned releases: all may go, or none. */
export interface GuardVerdict {
  readonly may: boolean;
  /** Distinct sites gone in the window or planned to go, and how many may; names where only these are too many. */
  readonly leaving: number;
  readonly limit: number;
  /** Distinct sites that stand or went in the window. */
  readonly whole: number;
  /** When the oldest of those gone leaves the window; absent when none went, so that time alone changes nothing. */
  readonly againAtMs?: number;
}

/** An hour, and the minute by which whoever counts in hours may be off. */
export const windowMs = 61 * 60_000;
/** So few may always go: a share of few sites would be none. */
const alwaysAllowed = 3;
const allowedTenths = 3;

/**
 * Judges each scope over distinct sites. E = gone in the last 61 minutes, P = planned, H = not gone yet (with P): P may
 * go only if |E ∪ P| ≤ max(3, ⌊0.3·|H ∪ E|⌋), and not if P is all of H while |H ∪ E| ≥ 3. Executing one of P changes
 * none of these sets' unions, so a verdict holds until something is added. The same must be so of names (host and view),
 * where one goes with the last of its record sets: else very many identifiers of one name would make room for others.
 */
export function judgeScopes(
  sites: readonly CountedSite[],
  released: readonly Released[],
  nowMs: number,
): ReadonlyMap<Scope, GuardVerdict> {
  const recent = released.filter(({ atMs }) => atMs >= nowMs - windowMs);
  const scopes = new Map<Scope, { sites: CountedSite[]; gone: Released[] }>();
  const at = (scope: Scope) => {
    const known = scopes.get(scope) ?? { sites: [], gone: [] };
    scopes.set(scope, known);
    return known;
  };
  for (const site of sites) for (const scope of site.scopes) at(scope).sites.push(site);
  for (const one of recent) for (const scope of one.scopes) at(scope).gone.push(one);
  return new Map([...scopes].map(([scope, { sites: present, gone }]) => [scope, judge(present, gone)]));
}

function judge(present: readonly CountedSite[], gone: readonly Released[]): GuardVerdict {
  const goneSites = gone.map(({ name }) => name);
  const planned = present.filter(({ leaving }) => leaving);
  const sites = shareOf(
    [...goneSites, ...planned.map(({ name }) => name)],
    [...goneSites, ...present.map(({ name }) => name)],
  );
  const staying = new Set(present.filter(({ leaving }) => !leaving).map(nameOf));
  const all = [...gone, ...present].map(nameOf);
  const names = shareOf(
    all.filter((name) => !staying.has(name)),
    all,
  );
  const { leaving, limit, whole } = names.leaving > names.limit ? names : sites;
  const isEverything = planned.length === present.length && sites.whole >= alwaysAllowed;
  const may = planned.length === 0 || (leaving <= limit && !isEverything);
  const oldest = gone.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY);
  return { may, leaving, limit, whole, ...(gone.length > 0 ? { againAtMs: oldest + windowMs + 1 } : {}) };
}

type Share = Pick<GuardVerdict, 'leaving' | 'limit' | 'whole'>;

function shareOf(leaving: readonly string[], all: readonly string[]): Share {
  const whole = new Set(all).size;
  const limit = Math.max(alwaysAllowed, Math.floor((whole * allowedTenths) / 10));
  return { leaving: new Set(leaving).size, limit, whole };
}

/** Host and view of a siteText, which may go on with an identifier. */
const nameOf = ({ name }: Pick<CountedSite, 'name'>): string => name.split('/', 2).join('/');
