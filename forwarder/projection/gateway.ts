import type { OversizedAnnotation, StatusAddress } from '#shared/domain/object-meta.ts';
import type { LabelRequirement, LabelSelector, Listener } from '#shared/domain/routes.ts';
import type { GatewayPart } from '../joins/gateway-part.ts';
import {
  below,
  type Field,
  present,
  type Reading,
  readCount,
  readList,
  readRecord,
  readText,
  readTexts,
} from './fields.ts';
import type { Metadata } from './metadata.ts';
import { readAccepted, readParentRef } from './parents.ts';

interface Known {
  readonly metadata: Metadata;
  readonly namespace: string;
}

type GatewayFields = Omit<GatewayPart, 'kind' | 'key' | 'unread'>;

/** Fields of Gateway (Gateway API reference, "Gateway"). */
export function readGateway(reading: Reading, object: Field, { metadata, namespace }: Known): GatewayFields {
  const spec = below(reading, object, 'spec');
  return {
    ...present({ className: readText(reading, below(reading, spec, 'gatewayClassName')) }),
    ...targetsOf(metadata),
    addresses: readList(reading, below(reading, below(reading, object, 'status'), 'addresses')).flatMap((entry) =>
      readAddress(reading, entry),
    ),
    listeners: readListeners(reading, spec, namespace),
  };
}

/** Fields of ListenerSet and its predecessor XListenerSet (Gateway API, GEP-1713). */
export function readListenerSet(reading: Reading, object: Field, { metadata, namespace }: Known): GatewayFields {
  const spec = below(reading, object, 'spec');
  const parent = readParentRef(reading, below(reading, spec, 'parentRef'), namespace);
  return {
    ...targetsOf(metadata),
    ...present({
      gatewayKey: parent.of === 'gateway.networking.k8s.io/Gateway' ? parent.key : undefined,
      accepted: readAccepted(reading, below(reading, object, 'status')),
    }),
    addresses: [],
    listeners: readListeners(reading, spec, namespace),
  };
}

/** Of a Gateway only the target is read (external-dns, docs/sources/gateway-api.md, "Annotations"). */
function targetsOf({ annotations, oversized = [] }: Metadata) {
  const isTarget = (name: string): boolean => name.endsWith('/target');
  const left: readonly OversizedAnnotation[] = oversized.filter(({ name }) => isTarget(name));
  return {
    annotations: Object.fromEntries(Object.entries(annotations).filter(([name]) => isTarget(name))),
    ...(left.length === 0 ? {} : { oversized: left }),
  };
}

/** API reference, "GatewayStatusAddress": what has no type is an address. */
function readAddress(reading: Reading, entry: Field): readonly StatusAddress[] {
  const type = readText(reading, below(reading, entry, 'type')) ?? 'IPAddress';
  const value = readText(reading, below(reading, entry, 'value'));
  if (value === undefined) return [];
  if (type === 'IPAddress') return [{ ip: value }];
  return type === 'Hostname' ? [{ hostname: value }] : [];
}

const readListeners = (reading: Reading, spec: Field, namespace: string): readonly Listener[] =>
  readList(reading, below(reading, spec, 'listeners')).map((listener) => readListener(reading, listener, namespace));

function readListener(reading: Reading, listener: Field, namespace: string): Listener {
  const text = (name: string): string | undefined => readText(reading, below(reading, listener, name));
  const allowed = below(reading, listener, 'allowedRoutes');
  const namespaces = below(reading, allowed, 'namespaces');
  const kinds = readList(reading, below(reading, allowed, 'kinds')).map((kind) => {
    const group = readText(reading, below(reading, kind, 'group')) ?? 'gateway.networking.k8s.io';
    return `${group}/${readText(reading, below(reading, kind, 'kind')) ?? ''}`;
  });
  return {
    name: text('name') ?? '',
    protocol: text('protocol') ?? '',
    ...present({
      hostname: text('hostname'),
      port: readCount(reading, below(reading, listener, 'port')),
      from: readText(reading, below(reading, namespaces, 'from')),
      selector: readSelector(reading, below(reading, namespaces, 'selector')),
      secrets: readSecrets(reading, below(reading, listener, 'tls'), namespace),
      kinds: kinds.length === 0 ? undefined : kinds,
    }),
  };
}

/** Names of Secrets that a listener ends TLS with (API reference, "ListenerTLSConfig", "SecretObjectReference"). */
function readSecrets(reading: Reading, tls: Field, namespace: string): readonly string[] | undefined {
  if (readText(reading, below(reading, tls, 'mode')) === 'Passthrough') return undefined;
  const secrets = readList(reading, below(reading, tls, 'certificateRefs')).flatMap((ref) => {
    const text = (name: string): string | undefined => readText(reading, below(reading, ref, name));
    const isSecret = (text('group') ?? '') === '' && (text('kind') ?? 'Secret') === 'Secret';
    const name = text('name') ?? '';
    return isSecret && name !== '' ? [`${text('namespace') ?? namespace}/${name}`] : [];
  });
  return secrets.length === 0 ? undefined : secrets;
}

function readSelector(reading: Reading, selector: Field): LabelSelector | undefined {
  if (selector.value === undefined || selector.value === null) return undefined;
  const labels = below(reading, selector, 'matchLabels');
  const matchLabels = Object.entries(readRecord(reading, labels)).flatMap(([name, value]) => {
    const text = readText(reading, { value, path: `${labels.path}["${name}"]` });
    return text === undefined ? [] : [[name, text] as const];
  });
  const matchExpressions = readList(reading, below(reading, selector, 'matchExpressions')).map(
    (entry): LabelRequirement => ({
      key: readText(reading, below(reading, entry, 'key')) ?? '',
      operator: readText(reading, below(reading, entry, 'operator')) ?? '',
      values: readTexts(reading, below(reading, entry, 'values')),
    }),
  );
  return present({
    matchLabels: matchLabels.length === 0 ? undefined : Object.fromEntries(matchLabels),
    matchExpressions: matchExpressions.length === 0 ? undefined : matchExpressions,
  });
}
