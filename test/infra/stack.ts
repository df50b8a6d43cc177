import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { loadConfiguration } from '#shared/configuration/load.ts';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { FirstlightStack } from '../../infra/firstlight-stack.ts';
import type { Switches } from '../../infra/switches.ts';

export const example: CheckedConfiguration = await loadConfiguration('examples/firstlight.config.ts');

/** The example with some fields written otherwise. */
export const exampleWith = (changed: object): CheckedConfiguration => resolveConfiguration({ ...example, ...changed });

const plain: Switches = { emulator: false, paused: false };

/** The stack as it would be deployed, without the bundles. */
export function buildStack(configuration = example, switches: Partial<Switches> = {}): FirstlightStack {
  // Nobody runs the code here: esbuild would take seconds, and so does validation, which is a test of its own.
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, builtinCloudFormationValidation: false });
  return new FirstlightStack(app, 'Firstlight', { configuration, ...plain, ...switches });
}

export const templateOf = (...args: Parameters<typeof buildStack>): Template => Template.fromStack(buildStack(...args));
