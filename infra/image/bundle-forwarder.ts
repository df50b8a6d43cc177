import { bundleForwarder } from './bundle.ts';

/** `npm run bundle:forwarder -- DIR`: what `docker build DIR` needs. */
const [folder = 'build/forwarder'] = process.argv.slice(2);
process.stdout.write(`${await bundleForwarder(folder)}\n`);
