import { start } from './start/process.ts';

await start(process.argv.slice(2));
