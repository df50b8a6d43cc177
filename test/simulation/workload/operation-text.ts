import { type FileObject, idOf } from './manifests.ts';
import type { Operation } from './operations.ts';

/** What somebody does, as one would tell it. */
export function operationText(operation: Operation): string {
  switch (operation.what) {
    case 'apply':
      return `${operation.cluster}: writes ${objectText(operation.object)}`;
    case 'delete':
      return `${operation.cluster}: deletes ${operation.id}`;
    case 'move':
      return `${operation.from}: deletes ${operation.id}, and ${seconds(operation.afterMs)} later ${operation.to}: writes ${objectText(operation.object)}`;
    case 'wipe':
      return `${operation.cluster}: deletes all of ${operation.namespace ?? 'the cluster'}`;
    case 'break':
      return `${operation.cluster}: a file is half written for ${seconds(operation.forMs)}`;
    case 'crashForwarder':
      return `${operation.cluster}: the forwarder is dead for ${seconds(operation.forMs)}${operation.otherNode ? ', then runs on another node' : ''}`;
    case 'restartForwarder':
      return `${operation.cluster}: the forwarder is restarted`;
    case 'jumpClock':
      return `${operation.cluster}: the forwarder's clock jumps by ${seconds(operation.ms)}`;
    case 'deploy':
      return `deploys ${JSON.stringify(operation.setting)}, load balancers ${operation.generation}`;
    case 'poison':
      return `${operation.key} is too much for the memory of a function for ${seconds(operation.forMs)}`;
    case 'wishRecord':
    case 'forgetRecord':
    case 'foreignCname': {
      const { zone, name, value, owner, edge } = operation.wish;
      const how = operation.what === 'foreignCname' ? ` ${operation.how}` : ` for ${owner.key} of ${edge}`;
      return `${operation.what}${how} ${name} in ${zone}: ${value}`;
    }
    case 'restoreTable':
      return operation.agoMs === undefined
        ? 'the table is lost'
        : `the table is restored to ${seconds(operation.agoMs)} ago`;
    default:
      return Object.entries(operation)
        .map(([name, value]) => (name === 'what' ? value : `${name} ${name.endsWith('Ms') ? seconds(value) : value}`))
        .join(' ');
  }
}

function objectText(object: FileObject): string {
  const { hosts, className, address, annotations } = object;
  const more = [
    className === undefined ? [] : [`class ${className}`],
    address === undefined ? [] : [`address ${address}`],
    Object.entries(annotations ?? {}).map(([name, value]) => `${name}=${value}`),
  ].flat();
  return `${idOf(object)} for ${hosts.join(', ')} (${more.join(', ')})`;
}

const seconds = (ms: unknown): string => `${Number(ms) / 1000} s`;
