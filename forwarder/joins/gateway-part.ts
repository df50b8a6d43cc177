import type { OversizedAnnotation, StatusAddress } from '#shared/domain/object-meta.ts';
import type { Accepted, Listener } from '#shared/domain/routes.ts';
import type { ParentKind } from './watched-kinds.ts';

/** What routes take of a Gateway, or of a ListenerSet that extends one. */
export interface GatewayPart {
  readonly kind: ParentKind;
  readonly key: string;
  /** Why something of it could not be taken over: what depends on it is not known. */
  readonly unread?: string;
  /** Of a ListenerSet: the Gateway that it extends, `namespace/name`. */
  readonly gatewayKey?: string;
  readonly className?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly oversized?: readonly OversizedAnnotation[];
  readonly addresses: readonly StatusAddress[];
  readonly listeners: readonly Listener[];
  /** Of a ListenerSet: the condition `Accepted`. */
  readonly accepted?: Accepted;
}
