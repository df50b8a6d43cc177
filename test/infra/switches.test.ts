import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { readSwitches } from '../../infra/switches.ts';
import { buildStack, templateOf } from './stack.ts';

const read = (context: Record<string, unknown>) => readSwitches(new App({ context }).node);

it('reads what -c says', () => {
  expect(read({})).toEqual({ emulator: false, paused: false });
  expect(read({ paused: 'true', table: 'restored' })).toEqual({ emulator: false, paused: true, tableName: 'restored' });
});

it.each([
  [{ paused: 'yes' }, '-c paused=yes: write true or false'],
  [{ table: '' }, '-c table=NAME needs a name'],
])('refuses %o', (context, message) => {
  expect(() => read(context)).toThrow(message);
});

it('leaves out for an emulator that senders are told apart, and nothing else', () => {
  const conditions = (text: string) =>
    text.replaceAll(/,"Condition":\{"StringEquals":\{"events:source":"[^"]*"\}\}/g, '');
  const real = Template.fromStack(buildStack()).toJSON();
  const emulated = templateOf(undefined, { emulator: true }).toJSON();
  expect(JSON.stringify(emulated)).not.toBe(JSON.stringify(real));
  expect(conditions(sorted(emulated))).toBe(conditions(sorted(real)));
});

/** Statements in one order of members, so that what is left out leaves no trace. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && 'Effect' in one && 'Action' in one && 'Resource' in one
      ? {
          Effect: one.Effect,
          Action: one.Action,
          Resource: one.Resource,
          ...('Principal' in one ? { Principal: one.Principal } : {}),
          ...('Condition' in one ? { Condition: one.Condition } : {}),
        }
      : one,
  );
}
