import { formatEpoch, formatMarker } from '../../../shared/domain/marker.ts';
import { ingress } from '../claims/samples.ts';

export const day = 86_400_000;
export const startMs = Date.UTC(2026, 10, 21);
export const markerAt = (ms: number, counter = 1): string => formatMarker(formatEpoch(ms, 'abcd'), counter);

interface Words {
  readonly id?: string;
  readonly account?: string;
  readonly source?: string;
  readonly type?: string;
  readonly cluster?: string;
  readonly marker?: string;
}

export const range = {
  apiGroup: 'networking.k8s.io',
  kind: 'Ingress',
  from: 'shop/web',
  upTo: 'shop/web',
  objects: [ingress('shop/web', ['app.example.com'])],
};
export const event = ({
  id = 'e1',
  account = '111122223333',
  cluster = 'demo',
  source = `firstlight.cluster.${cluster}`,
  type = 'ObjectRanges.v1',
  marker = markerAt(startMs),
}: Words = {}): string =>
  JSON.stringify({ id, account, source, 'detail-type': type, detail: { cluster, marker, ranges: [range] } });
