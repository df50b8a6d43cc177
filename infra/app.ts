import { FirstlightStack } from './firstlight-stack.ts';
import { readSwitches } from './switches.ts';
import { synthesise } from './synthesise.ts';

/** The CDK app of `npx cdk deploy`. */
await synthesise((app, configuration) => {
  new FirstlightStack(app, 'Firstlight', { configuration, ...readSwitches(app.node) });
});
