import { expect, it } from 'vitest';
import { checkAlerts, type LookAtChannel } from '../../../shared/checkup/alerts.ts';
import { PermanentError, RetryableError } from '../../../shared/errors/kinds.ts';
import { policy } from '../../support/alerts.ts';
import { memoryTable } from '../../support/memory-table.ts';

const revoked = new PermanentError('AccessDenied', 'Slack: the token: token_revoked: put a bot token (xoxb-…) …', {
  scope: 'surroundings',
});

it.each<[string, LookAtChannel, object]>([
  ['is well', async () => ({ user: 'U1', scopes: ['chat:write'] }), { level: 'OK', message: /its token is U1/ }],
  ['does not say its scopes', async () => ({ user: 'U1', scopes: [] }), { level: 'OK' }],
  [
    'may not write',
    async () => ({ user: 'U1', scopes: ['users:read'] }),
    { level: 'FAIL', message: /may not write/, remedy: /chat:write/ },
  ],
  ['is revoked', () => Promise.reject(revoked), { level: 'FAIL', message: /token_revoked: put/ }],
  [
    'may not be read by who looks',
    async () => ({ unread: 'secret firstlight/slack may not be read' }),
    { level: 'WARN', message: /could not be looked at: secret firstlight/ },
  ],
  ['is asked for in vain', () => Promise.reject(new RetryableError('no answer')), { level: 'WARN' }],
  ['is of no kind that could be asked', async () => undefined, { level: 'OK' }],
])('the token of a channel %s', async (_, look, expected) => {
  const found = await checkAlerts(memoryTable(), policy, look);
  const [first] = found;
  expect(found).toHaveLength(1);
  for (const [field, value] of Object.entries(expected)) {
    const said = Object.entries(first ?? {}).find(([name]) => name === field)?.[1];
    if (value instanceof RegExp) expect(said).toMatch(value);
    else expect(said).toBe(value);
  }
});
