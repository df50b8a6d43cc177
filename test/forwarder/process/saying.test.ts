import { expect, it } from 'vitest';
import { describeReport } from '../../../forwarder/process/saying.ts';

const call = { bus: 'Firstlight', cluster: 'demo' };

it.each([
  [
    'CredentialsProviderError',
    'no credentials of AWS are found, trying again: is the role associated with this service account?',
  ],
  ['ENOTFOUND', 'cannot reach the bus (ENOTFOUND), trying again'],
  [
    'AccessDeniedException',
    'the bus answered AccessDeniedException, trying again; needed is events:PutEvents on Firstlight as source firstlight.cluster.demo',
  ],
  ['ThrottlingException', 'the bus answered ThrottlingException, trying again'],
])('a bus that takes nothing: %s', (code, said) => {
  expect(describeReport({ what: 'retrying', code, attempt: 1 }, call)).toBe(said);
});
