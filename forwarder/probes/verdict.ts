import type { Figures } from './figures.ts';

/** With why, for whoever asks by hand. */
export interface Verdict {
  readonly ok: boolean;
  readonly why: string;
}

/** Every look at the Lease ends within seconds, well or not; one that does not is a process that hangs. */
const aliveMs = 60_000;
/** A standby that has not reached the Lease for this long could not take over. */
const reachedMs = 30_000;

/** Whether a new process would be better off: not while only the API server or the bus cannot be reached. */
export function isAlive({ lookedAgeMs, startedMs, nowMs }: Figures): Verdict {
  const quietMs = lookedAgeMs ?? nowMs - startedMs;
  if (quietMs <= aliveMs) return { ok: true, why: 'ok' };
  return { ok: false, why: `has not looked at the Lease for ${Math.round(quietMs / 1_000)} s` };
}

/** Whether it does its work: as leader it knows the state of every kind, as standby it could take over. */
export function isReady({ leads, term, reachedAgeMs, problem }: Figures): Verdict {
  if (reachedAgeMs === undefined || reachedAgeMs > reachedMs) {
    return { ok: false, why: problem ?? 'the Lease has not been read yet' };
  }
  if (!leads || term === undefined) return { ok: true, why: 'stands by' };
  if (term.complete) return { ok: true, why: 'leads' };
  const open = term.kinds.filter(({ state }) => state === undefined).map(({ kind }) => kind);
  return { ok: false, why: `leads, and nothing is known yet of ${open.join(', ')}` };
}
