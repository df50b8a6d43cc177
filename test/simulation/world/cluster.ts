import { joinedSource } from '../../../forwarder/joins/joined-source.ts';
import { ManifestSource } from '../../../forwarder/manifests/manifest-source.ts';
import type { Bus } from '../../../forwarder/ports.ts';
import { drawEpoch } from '../../../forwarder/speech/epoch.ts';
import { createForwarder, type Forwarder } from '../../../forwarder/speech/forwarder.ts';
import type { Engine } from '../engine/engine.ts';
import { noteUnsaid } from './bus.ts';
import { createFiles } from './cluster-files.ts';
import { type NodeScheduler, nodeScheduler } from './node-scheduler.ts';

/** A cluster: its manifest files, and the forwarder that follows them. */
export interface Cluster {
  readonly name: string;
  /** The files, by path; text as it stands. */
  readonly files: ReadonlyMap<string, string>;
  write(path: string, text: string): void;
  remove(path: string): void;
  /** The cluster is gone for good; nothing that anybody does in it is heard. */
  lose(): void;
  readonly isLost: boolean;
  /** A forwarder begins; `known`: the last epoch as the cluster's row has it, where the node has lost its own note. */
  begin(known?: string): void;
  /** SIGKILL: nothing more is said. */
  crash(): void;
  /** SIGTERM: what is known is said, for a few seconds. */
  stop(): Promise<void>;
  /** Moves the clock of its node. */
  jumpClock(ms: number): void;
  idle(): boolean;
  /** What the bus did not take from the present forwarder, and since when (monotonic). */
  readonly unsaid: ReadonlyMap<string, number>;
}

export interface ClusterOptions {
  readonly engine: Engine;
  readonly name: string;
  readonly bus: Bus;
  /** The greatest epoch that the hub has heard of the cluster, as the status index echoes it. */
  echo(): string | undefined;
}

const echoEveryMs = 60_000;

export function createCluster({ engine, name, bus, echo }: ClusterOptions): Cluster {
  const { trace } = engine;
  const chance = engine.chance(`cluster ${name}`);
  const stored = createFiles(engine, name);
  let clockMs = 0;
  let epoch: string | undefined;
  let node: Node | undefined;
  let lost = false;
  return {
    name,
    get files() {
      return stored.texts;
    },
    write(path, text) {
      if (!lost) stored.write(path, text);
    },
    remove(path) {
      if (!lost) stored.remove(path);
    },
    lose() {
      this.crash();
      lost = true;
      trace.note(name, 'is lost for good');
    },
    get isLost() {
      return lost;
    },
    begin(known = epoch) {
      if (node !== undefined || lost) return;
      const scheduler = nodeScheduler(engine, () => clockMs);
      const lastKnown = known === undefined ? {} : { lastKnown: known };
      const drawn = drawEpoch({ nowMs: scheduler.now(), random: () => chance.next(), ...lastKnown });
      epoch = drawn;
      trace.note(name, `forwarder begins under ${drawn}`);
      const source = joinedSource(new ManifestSource({ directory: stored.directory, scheduler }));
      const unsaid = new Map<string, number>();
      const forwarder = createForwarder({
        cluster: name,
        source,
        bus: noteUnsaid(scheduler, scheduler.reach(bus), unsaid),
        scheduler,
        random: () => chance.next(),
        epoch: drawn,
        report: (report) => trace.note(name, `forwarder ${report.what} ${report.code}`),
      });
      forwarder.start();
      node = { forwarder, scheduler, unsaid };
      // Nobody hears what is said under an epoch that another node has overtaken: who finds that out draws anew.
      const look = (): void => {
        const heard = echo() ?? '';
        if (heard <= drawn) scheduler.after(echoEveryMs, look);
        else if (node?.forwarder === forwarder) restart(this, heard);
      };
      scheduler.after(echoEveryMs, look);
    },
    crash() {
      if (node === undefined) return;
      trace.note(name, 'forwarder dies');
      node.scheduler.die();
      stored.forgetWatchers();
      node = undefined;
    },
    async stop() {
      if (node === undefined) return;
      const { forwarder } = node;
      node = undefined;
      trace.note(name, 'forwarder is told to end');
      await forwarder.stop();
    },
    jumpClock(ms) {
      clockMs += ms;
      trace.note(name, `the clock of its node jumps by ${ms} ms`);
    },
    idle: () => node?.forwarder.idle() ?? true,
    get unsaid() {
      return node?.unsaid ?? new Map();
    },
  };
}

function restart(cluster: Pick<Cluster, 'crash' | 'begin'>, known: string): void {
  cluster.crash();
  cluster.begin(known);
}

interface Node {
  readonly unsaid: ReadonlyMap<string, number>;
  readonly forwarder: Forwarder;
  readonly scheduler: NodeScheduler;
}
