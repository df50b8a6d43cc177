import { describe, expect, it } from 'vitest';
import { heldMessage, holdInZone, type PersonsHold } from '../../../../functions/dns/plan/holds.ts';
import { zonesOnly } from '../../../shared/domain/settings.ts';

const by = 'oncall';

describe('a hold in the words of a condition', () => {
  it.each<[PersonsHold, string]>([
    [{ scope: 'all', by }, 'held by oncall (all) until resumed: would create A x'],
    [
      { scope: 'zone:example.com', by, untilMs: Date.UTC(2026, 10, 21, 10), why: 'migration' },
      'held by oncall (zone:example.com) until 2026-11-21 10:00:00Z, migration: would create A x',
    ],
    [{ scope: 'host:x.example.com', by, why: '' }, 'held by oncall (x.example.com) until resumed: would create A x'],
  ])('%j', (hold, text) => {
    expect(heldMessage(hold, 'create A x')).toBe(text);
  });
});

it('counts in the zone where the records stand, not in the one that the site moves to', () => {
  const site = { host: 'x.example.com', cluster: 'demo', wish: { edge: 'public', zone: 'Z2' } };
  const holds = [{ scope: 'zone:example.com', by } as const];
  const at = { configuration: zonesOnly, nowMs: 0 };
  expect(holdInZone(site, holds, { ...at, zone: { id: 'Z1' } })).toBe(holds[0]);
  expect(holdInZone(site, holds, { ...at, zone: { id: 'Z2' } })).toBeUndefined();
});
