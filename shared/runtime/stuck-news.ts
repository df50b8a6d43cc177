import type { AlertId } from '#shared/domain/alert.ts';
import type { AlertNews } from './alert-writes.ts';
import type { Outcome } from './capability.ts';
import type { TakenKey } from './selection.ts';

const idOf = (lane: string, key: string): AlertId => ({
  about: 'work',
  subject: `${lane} ${key}`,
  reason: 'InternalError',
});

/** That work on a key crashed too often. */
export const stuckNews = (lane: string, key: string): AlertNews => ({
  state: 'open',
  alert: {
    ...idOf(lane, key),
    place: {},
    facts: {
      name: `${lane} ${key}`,
      message: 'failed three times in a row with an unknown error, which the log names; tried again each hour',
    },
  },
});

/** That it does not any more. */
export const freedNews = (lane: string, { result }: Outcome, { key, parked }: TakenKey): readonly AlertNews[] =>
  parked?.reason === 'InternalError' && result !== 'retry' && result !== 'throttled'
    ? [{ state: 'closed', id: idOf(lane, key) }]
    : [];
