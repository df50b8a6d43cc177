import { objectKeyOf } from '#shared/domain/keys.ts';
import { isRecord } from '../projection/fields.ts';

/** An object as the API gives it. */
export type RawObject = Readonly<Record<string, unknown>>;

/** One line of a watch (Kubernetes API concepts, "Efficient detection of changes"). */
export type WatchEvent =
  | { readonly what: 'there' | 'gone'; readonly object: RawObject; readonly resourceVersion: string }
  /** `initialEnd`: all that exists has been told ("Streaming lists"). */
  | { readonly what: 'bookmark'; readonly resourceVersion: string; readonly initialEnd: boolean }
  | { readonly what: 'error'; readonly code: number; readonly message: string }
  /** Something was said that is lost. */
  | { readonly what: 'unreadable' };

const unreadable: WatchEvent = { what: 'unreadable' };

/** Reads a line of a watch. Never throws. */
export function readWatchEvent(line: string): WatchEvent {
  const event = parse(line);
  if (!isRecord(event) || !isRecord(event['object'])) return unreadable;
  const { type, object } = event;
  if (!isRecord(object)) return unreadable;
  if (type === 'ERROR') {
    const { code, message } = object;
    return { what: 'error', code: typeof code === 'number' ? code : 0, message: textOf(message) };
  }
  const { metadata } = object;
  const resourceVersion = isRecord(metadata) ? textOf(metadata['resourceVersion']) : '';
  if (!isRecord(metadata) || resourceVersion === '') return unreadable;
  if (type === 'BOOKMARK') {
    const { annotations } = metadata;
    const initialEnd = isRecord(annotations) && annotations['k8s.io/initial-events-end'] === 'true';
    return { what: 'bookmark', resourceVersion, initialEnd };
  }
  if (type === 'ADDED' || type === 'MODIFIED') return { what: 'there', object, resourceVersion };
  return type === 'DELETED' ? { what: 'gone', object, resourceVersion } : unreadable;
}

/** The key of an object, undefined when it has no name. */
export function keyOfRaw({ metadata }: RawObject): string | undefined {
  if (!isRecord(metadata) || typeof metadata['name'] !== 'string') return undefined;
  return objectKeyOf(textOf(metadata['namespace']), metadata['name']);
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
