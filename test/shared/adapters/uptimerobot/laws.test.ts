import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';
import { uptimeRobot } from '#shared/adapters/uptimerobot/uptimerobot.ts';
import type { MonitorSpec } from '#shared/domain/monitor.ts';
import { modelFetch } from '../../../support/model-fetch.ts';

const sorted = <Item>(one: fc.Arbitrary<Item>, maxLength = 3) =>
  fc.uniqueArray(one, { maxLength }).map((all) => all.toSorted());
const text = (most: number) =>
  fc.string({ unit: fc.constantFrom(...`aZ0 &<>"'äß☃/?=#;*`), minLength: 1, maxLength: most });
const contact = fc.record({
  id: fc.constantFrom('11', '12'),
  delayMinutes: fc.nat(60),
  repeatMinutes: fc.nat(60),
});

const specs: fc.Arbitrary<MonitorSpec> = fc.record(
  {
    name: text(250),
    url: fc.webUrl({ withQueryParameters: true, validSchemes: ['http', 'https'] }),
    intervalSeconds: fc.integer({ min: 30, max: 86_400 }),
    timeoutSeconds: fc.nat(60),
    method: fc.constantFrom('GET', 'HEAD'),
    expectedStatuses: sorted(fc.constantFrom('2xx', '3xx', '200', '302', '401', '404')).filter(
      ({ length }) => length > 0,
    ),
    followRedirects: fc.boolean(),
    verifyTls: fc.boolean(),
    keyword: fc.record({
      text: text(500).filter((one) => one.trim() === one),
      caseSensitive: fc.boolean(),
      downWhile: fc.constantFrom('present', 'absent'),
    }),
    regions: sorted(fc.constantFrom('north-america', 'europe', 'asia', 'oceania')),
    contacts: fc
      .uniqueArray(contact, { maxLength: 2, selector: ({ id }) => id })
      .map((all) => all.toSorted((a, b) => Number(a.id) - Number(b.id))),
    maintenanceWindows: sorted(fc.constantFrom('21', '22')),
    tags: sorted(fc.stringMatching(/^[a-z0-9:.-]{1,50}$/)),
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'name',
      'url',
      'intervalSeconds',
      'timeoutSeconds',
      'method',
      'expectedStatuses',
      'followRedirects',
      'verifyTls',
      'regions',
      'contacts',
      'maintenanceWindows',
      'tags',
    ],
  },
);

function openAccount() {
  const given = (id: number) => ({ id, name: `n${id}` });
  const keys = { key: 'main' } as const;
  const model = new UptimeRobot({
    keys,
    plan: plans.enterprise,
    contacts: [11, 12].map(given),
    windows: [21, 22].map(given),
  });
  let nowMs = Date.UTC(2026, 0, 1);
  const now = () => nowMs;
  const fetch = modelFetch((request, atMs) => model.handle(request, atMs), now);
  const settle = () => {
    nowMs += 5000;
  };
  return { provider: uptimeRobot({ apiKey: 'key', clock: { now }, fetch }), settle };
}

describe('laws of the adapter of UptimeRobot', () => {
  it('any spec is read back as it was made', async () => {
    await fc.assert(
      fc.asyncProperty(specs, async (spec) => {
        const { provider, settle } = openAccount();
        const made = (await provider.create(spec)).value;
        expect(made.spec).toEqual(spec);
        settle();
        expect((await provider.get(made.id)).value?.spec).toEqual(spec);
      }),
      { numRuns: 50 },
    );
  });

  it('any spec is changed into any other that has a keyword if it had one; regions stay where none are wished', async () => {
    const pairs = fc.tuple(specs, specs).filter(([a, b]) => (a.keyword === undefined) === (b.keyword === undefined));
    await fc.assert(
      fc.asyncProperty(pairs, async ([before, after]) => {
        const { provider, settle } = openAccount();
        const { id } = (await provider.create(before)).value;
        await provider.update(id, after);
        settle();
        const regions = after.regions.length === 0 ? before.regions : after.regions;
        expect((await provider.get(id)).value?.spec).toEqual({ ...after, regions });
      }),
      { numRuns: 50 },
    );
  });
});
