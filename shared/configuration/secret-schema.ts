import * as z from 'zod';
import type { SecretRef } from '../domain/alert-policy.ts';
import { describeProblem } from './problems.ts';
import { section, text } from './shapes.ts';
import { matching, type TextRule } from './syntax.ts';

/** A Secrets Manager name or ARN, or the name of a parameter of Systems Manager. */
const secretName: TextRule = {
  noun: 'the name of a secret',
  instead: 'write its name or ARN, never the secret itself',
  test: (value) => /^[\w/+=.@:-]{1,2048}$/.test(value) && !/^(xox|https?:|u\d+-[0-9a-f]{16,})/.test(value),
};

const secretField: TextRule = {
  noun: 'a field of a secret',
  instead: 'write the name of a member of its JSON',
  test: matching(/^[\w.-]{1,128}$/),
};

const variableName: TextRule = {
  noun: 'the name of an environment variable',
  instead: 'write one such as SLACK_TOKEN',
  test: matching(/^[A-Z_][A-Z0-9_]{0,127}$/),
};

/** Where a secret is; never the secret itself, which would stand in the table and in the template of the deployment. */
export const secret = section({
  secretsManager: text(secretName).exactOptional(),
  field: text(secretField).exactOptional(),
  ssm: text(secretName).exactOptional(),
  environment: text(variableName).exactOptional(),
}).transform(({ secretsManager, field, ssm, environment }, context): SecretRef => {
  const given = [secretsManager, ssm, environment].filter((one) => one !== undefined);
  if (given.length === 1 && (field === undefined || secretsManager !== undefined)) {
    if (secretsManager !== undefined) return { secretsManager, ...(field === undefined ? {} : { field }) };
    if (ssm !== undefined) return { ssm };
    if (environment !== undefined) return { environment };
  }
  const instead = 'write exactly one of secretsManager (with field, where it is JSON), ssm and environment';
  context.addIssue({ code: 'custom', message: describeProblem('does not say where the secret is', instead) });
  return z.NEVER;
});
