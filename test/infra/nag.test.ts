import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { buildStack } from './stack.ts';

it('has no finding of cdk-nag that is not acknowledged with its reason', () => {
  const stack = buildStack();
  const app = App.of(stack);
  if (!(app instanceof App)) throw new Error('the stack has no app');
  const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
});
