import { type MessagePort, parentPort } from 'node:worker_threads';
import { init, runBaseTests, setupEnvironment } from 'vitest/worker';

if (parentPort === null) throw new Error('runs as a thread of test/mutation/lasting-pool.ts');
listen(parentPort);

/** Vitest listens once for requests, and with each start for the answers to the calls of that run, until the next one's. */
function listen(port: MessagePort): void {
  let requests: ((message: unknown) => void) | undefined;
  let answers: typeof requests;
  init({
    post: (message) => port.postMessage(message),
    on(listener) {
      if (requests === undefined) requests = listener;
      else {
        if (answers !== undefined) port.off('message', answers);
        answers = listener;
      }
      port.on('message', listener);
    },
    off: (listener) => port.off('message', listener),
    setup: setupEnvironment,
    runTests: (state, traces) => runBaseTests('run', state, traces),
    collectTests: (state, traces) => runBaseTests('collect', state, traces),
  });
}
