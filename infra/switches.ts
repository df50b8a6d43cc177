import type { Node } from 'constructs';

/** What may be said of one deployment with `-c NAME=VALUE`; docs/deploy.md says when. */
export interface Switches {
  /** For an emulator that knows no `events:source`: without the condition, that forwarders speak for themselves only. */
  readonly emulator: boolean;
  /** Nothing drains and nothing sweeps: before a restore, or to stop everything at once. */
  readonly paused: boolean;
  /** Use this table, restored or left by an earlier stack, instead of making one. */
  readonly tableName?: string;
}

/** @throws Error that names the switch and its values */
export function readSwitches(node: Node): Switches {
  const table: unknown = node.tryGetContext('table');
  if (table !== undefined && (typeof table !== 'string' || table === '')) throw new Error('-c table=NAME needs a name');
  return {
    emulator: readFlag(node, 'emulator'),
    paused: readFlag(node, 'paused'),
    ...(table === undefined ? {} : { tableName: table }),
  };
}

function readFlag(node: Node, name: string): boolean {
  const value: unknown = node.tryGetContext(name) ?? false;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Error(`-c ${name}=${String(value)}: write true or false`);
}
