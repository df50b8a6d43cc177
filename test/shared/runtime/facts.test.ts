import { expect, it } from 'vitest';
import { factEvent, publishFacts } from '../../../shared/runtime/facts.ts';

const tripped = {
  type: 'GuardTripped',
  scope: 'edge:public',
  sinceMs: 0,
  fromMs: 600_000,
  message: 'too many',
} as const;

it('is an event whose moments anybody can read', () => {
  const { detail, ...event } = factEvent(tripped);
  expect(event).toEqual({ source: 'firstlight', detailType: 'GuardTripped' });
  expect(JSON.parse(detail)).toEqual({
    version: 1,
    scope: 'edge:public',
    since: '1970-01-01T00:00:00.000Z',
    from: '1970-01-01T00:10:00.000Z',
    message: 'too many',
  });
});

it('is lost without harm', async () => {
  await publishFacts({ publish: () => Promise.reject(new Error('no bus')) }, [tripped]);
});
