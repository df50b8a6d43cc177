import type { RecordWish } from '#shared/rows/record-wishes.ts';
import type { Setting } from '../installation.ts';
import type { FileObject } from './manifests.ts';

/** Something that people, clusters or accidents do to the system; plain data, so that a failing story can be cut down. */
export type Operation =
  /** Writes one object's manifest; a second time it is an edit. */
  | { readonly what: 'apply'; readonly cluster: string; readonly object: FileObject }
  | { readonly what: 'delete'; readonly cluster: string; readonly id: string }
  /** Delete, then create elsewhere, seconds apart. */
  | {
      readonly what: 'move';
      readonly from: string;
      readonly id: string;
      readonly to: string;
      readonly object: FileObject;
      readonly afterMs: number;
    }
  /** Every object of the namespace goes at once. */
  | { readonly what: 'wipe'; readonly cluster: string; readonly namespace?: string }
  /** A file is half written, for a while. */
  | { readonly what: 'break'; readonly cluster: string; readonly forMs: number }
  | { readonly what: 'crashForwarder'; readonly cluster: string; readonly forMs: number; readonly otherNode: boolean }
  /** Deleted and created again, a few times within seconds. */
  | {
      readonly what: 'flap';
      readonly cluster: string;
      readonly id: string;
      readonly times: number;
      readonly pauseMs: number;
    }
  /** For good: nobody hears of the cluster again. */
  | { readonly what: 'loseCluster'; readonly cluster: string }
  | { readonly what: 'restartForwarder'; readonly cluster: string }
  | { readonly what: 'jumpClock'; readonly cluster: string; readonly ms: number }
  | { readonly what: 'deploy'; readonly setting: Setting; readonly generation: number }
  | { readonly what: 'poison'; readonly key: string; readonly forMs: number }
  | {
      readonly what: 'editRecord';
      readonly zone: string;
      readonly nth: number;
      readonly how: 'delete' | 'change' | 'deleteMark' | 'stealMark' | 'deleteBoth';
    }
  /** A second owner writes its own record at a name, or takes it away again. */
  | {
      readonly what: 'foreign';
      readonly zone: string;
      readonly host: string;
      readonly how: 'create' | 'createMarked' | 'delete';
    }
  /** Another capability needs a record in a zone, or needs it no more. */
  | { readonly what: 'wishRecord' | 'forgetRecord'; readonly wish: RecordWish }
  /** Somebody else writes a CNAME where one is wished, or deletes what is there. */
  | { readonly what: 'foreignCname'; readonly wish: RecordWish; readonly how: 'same' | 'other' | 'delete' }
  /** An application stops to answer as it should; without `forMs` until the end. */
  | { readonly what: 'stopApp'; readonly host: string; readonly met: number | 'no-answer'; readonly forMs?: number }
  /** Somebody does something to a monitor, ours or not, on the provider's pages. */
  | {
      readonly what: 'editMonitor';
      readonly nth: number;
      readonly how: 'delete' | 'pause' | 'start' | 'rename' | 'untag' | 'retarget';
    }
  /** Somebody makes a monitor of their own for a host. */
  | { readonly what: 'foreignMonitor'; readonly host: string; readonly name: string }
  /** The provider answers nobody, the key is expired, or the channel archived. */
  | { readonly what: 'loseProvider' | 'expireKey' | 'archiveChannel'; readonly forMs: number }
  | { readonly what: 'hold'; readonly scope: string; readonly forMs?: number }
  | { readonly what: 'resume'; readonly scope: string }
  | { readonly what: 'approve'; readonly scope: string }
  | { readonly what: 'releaseHost'; readonly host: string }
  | { readonly what: 'restoreTable'; readonly agoMs?: number };

export interface TimedOperation {
  readonly atMs: number;
  readonly operation: Operation;
}
