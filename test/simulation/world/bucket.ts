import type { StatusObjects } from '../../../functions/status/ports.ts';
import { statusBucket } from '../../support/status-bucket.ts';
import type { Engine } from '../engine/engine.ts';
import type { Process } from '../engine/process.ts';

/** The status bucket of the world: the strict S3 behind the port of the status function. */
export interface Bucket {
  portOf(process: Process): StatusObjects;
  /** What stands in it, by name. */
  contents(): ReadonlyMap<string, string>;
  /** Somebody deletes what stands there. */
  remove(name: string): void;
  /** Called after each write that took effect. */
  onWrite(listener: (name: string) => void): void;
}

export function createBucket(engine: Engine): Bucket {
  const { faults, scheduler, trace } = engine;
  const listeners: ((name: string) => void)[] = [];
  const plain = statusBucket(() => scheduler.now());
  const faulty = statusBucket(() => scheduler.now(), draw, plain.model);
  function draw() {
    if (faults.hit('s3.throttled')) return 'throttled';
    if (faults.hit('s3.error')) return 'unheard';
    return faults.hit('s3.answerLost') ? 'lostAnswer' : undefined;
  }
  async function write(process: Process, [name, body, expected]: Parameters<StatusObjects['write']>): Promise<string> {
    const before = plain.model.contents().get(name);
    try {
      return await faulty.write(name, body, expected);
    } finally {
      if (plain.model.contents().get(name) !== before) {
        trace.note(process.name, `wrote ${name}`);
        for (const listener of listeners) listener(name);
      }
    }
  }
  return {
    portOf: (process) => ({
      read: (name) => process.call('s3.read', () => faulty.read(name)),
      write: (...asked) => process.call('s3.write', () => write(process, asked)),
    }),
    contents: () => plain.model.contents(),
    remove: (name) => plain.model.remove(name),
    onWrite: (listener) => void listeners.push(listener),
  };
}
