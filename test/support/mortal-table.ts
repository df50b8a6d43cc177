import type { Table } from '../../shared/runtime/table.ts';

/** A process that is killed after so many calls of the table: nothing it does afterwards reaches anything. */
export function mortal(table: Table, callsLeft: number): { readonly table: Table; readonly alive: () => boolean } {
  let left = callsLeft;
  const mayCall = (): void => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  const guard = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    mayCall();
    // Lets other drains in between any two calls.
    await Promise.resolve();
    return call();
  };
  return {
    alive: () => left >= 0,
    table: {
      get: (key) => guard(() => table.get(key)),
      getMany: (keys) => guard(() => table.getMany(keys)),
      query: (partition, range) => guard(() => table.query(partition, range)),
      transact: (actions) => guard(() => table.transact(actions)),
      incarnation: () => guard(() => table.incarnation()),
    },
  };
}
