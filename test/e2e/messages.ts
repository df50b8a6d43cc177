import { eventBridge } from '../../shared/adapters/eventbridge.ts';
import { formatEpoch, formatMarker } from '../../shared/domain/marker.ts';
import { sourceOf } from '../../shared/events/envelope.ts';
import { type ObjectRanges, objectRangesType } from '../../shared/events/object-ranges.ts';
import { ingress } from '../functions/claims/samples.ts';
import type { Credentials } from './aws.ts';
import { region } from './installation.ts';
import { told } from './world.ts';

/** Who speaks for a cluster. */
interface Mouth {
  readonly cluster: string;
  readonly credentials: Credentials;
}

/** A forwarder that begins now; its messages can be made in one order and said in another. */
export class Voice {
  readonly #speaker: Mouth;
  readonly #busArn: string;
  readonly #epoch = formatEpoch(Date.now(), 'e2e0');
  #counter = 0;

  constructor(speaker: Mouth, outputs = told.outputs) {
    this.#speaker = speaker;
    this.#busArn = outputs['BusArn'] ?? '';
  }

  /** That the Ingress of this name exists with this host now. */
  said(name: string, host: string): ObjectRanges {
    this.#counter += 1;
    const key = `shop/${name}`;
    const range = {
      apiGroup: 'networking.k8s.io',
      kind: 'Ingress',
      from: key,
      upTo: key,
      objects: [ingress(key, [host])],
    };
    return { cluster: this.#speaker.cluster, marker: formatMarker(this.#epoch, this.#counter), ranges: [range] };
  }

  /** Puts messages on the bus, one after the other. @throws Error where one is refused */
  async put(...messages: readonly ObjectRanges[]): Promise<void> {
    for (const message of messages) await this.putRaw({ detail: message });
  }

  /** Anything at all. */
  async putRaw({
    detail,
    detailType = objectRangesType,
    source = sourceOf(this.#speaker.cluster),
  }: Raw): Promise<void> {
    const client = { endpoint: told.endpoint, region, credentials: this.#speaker.credentials };
    const bus = eventBridge({ busName: this.#busArn, client });
    const [result] = await bus.put([{ source, detailType, detail: JSON.stringify(detail) }]);
    if (result?.ok !== true) throw new Error(`the bus refused: ${JSON.stringify(result)}`);
  }
}

interface Raw {
  readonly detail: object;
  readonly detailType?: string;
  readonly source?: string;
}
