import { synthesise } from '../synthesise.ts';
import { bundleForwarder } from './bundle.ts';
import { ForwarderImageStack } from './image-stack.ts';
import { readPlatform } from './platform.ts';

/** The CDK app of `npm run publish:forwarder`. */
const folder = 'build/forwarder';
await bundleForwarder(folder);
await synthesise((app, configuration) => {
  const platform = readPlatform(app.node);
  new ForwarderImageStack(app, 'FirstlightForwarderImage', { configuration, folder, platform });
});
