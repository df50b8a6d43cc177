import fc from 'fast-check';
import { expect, it } from 'vitest';
import { actions } from '#local/cloud/uptimerobot/operations.ts';
import { main, openAccount, startMs } from './ask.ts';

const path = fc.oneof(
  fc.constantFrom(...actions).map((action) => `/v3${action.split(' ')[1]?.replace('{id}', '31')}`),
  fc.webPath(),
);
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT'),
  path,
  query: fc.dictionary(
    fc.constantFrom('cursor', 'limit', 'tags', 'status', 'name', 'started_after', 'monitor_id'),
    fc.string(),
  ),
  headers: fc.record({
    authorization: fc.constantFrom('', `Bearer ${main}`),
    'content-type': fc.constant('application/json'),
  }),
  body: fc.oneof(fc.string(), fc.json()),
});

it('whatever a request says, it is answered, and never with a failure', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 20 }), (all) => {
      const account = openAccount();
      for (const one of all) {
        const { status } = account.handle(one, startMs);
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
      }
    }),
    { numRuns: 60 },
  );
});
