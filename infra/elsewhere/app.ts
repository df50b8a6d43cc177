import { synthesise } from '../synthesise.ts';
import { stacksElsewhere } from './stacks.ts';

/** The CDK app of what may be deployed into other accounts and regions; docs/deploy.md has the commands. */
await synthesise((app, configuration) => stacksElsewhere(app, 'Firstlight', configuration));
