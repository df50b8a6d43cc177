import { edgesStacks } from './edges/edges-stacks.ts';
import { FirstlightStack } from './firstlight-stack.ts';
import { readSwitches } from './switches.ts';
import { synthesise } from './synthesise.ts';

const id = 'Firstlight';

/** The CDK app of `npx cdk deploy --all`. */
await synthesise((app, configuration) => {
  const stack = new FirstlightStack(app, id, { configuration, ...readSwitches(app.node) });
  for (const edges of edgesStacks(app, id, configuration)) stack.addStackDependency(edges);
});
