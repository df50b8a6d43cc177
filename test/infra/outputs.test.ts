import { expect, it } from 'vitest';
import { outputsOfDeployment } from '../../shared/deployment/deployment.ts';
import { templateOf } from './stack.ts';

it('tells the command line all that it reads of a stack, and the queue of every dead letter', () => {
  const outputs = templateOf().toJSON()['Outputs'];
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining([...outputsOfDeployment]));
  const capabilities = (output: string): readonly string[] =>
    [...JSON.stringify(outputs[output]).matchAll(/\\"(\w+)\\":\\"/g)].map(([, name = '']) => name);
  expect(capabilities('DeadLetterUrls')).toEqual(['intake', 'claims', 'dns']);
  expect(capabilities('QueueUrls')).toEqual(capabilities('DeadLetterUrls'));
});
