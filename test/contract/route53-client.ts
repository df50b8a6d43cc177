import { type Change, ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { serveRoute53 } from '#local/cloud/route53/server.ts';

const zones = [
  { id: 'Z1', name: 'example.com', private: false },
  { id: 'Z2', name: 'example.com', private: true },
  { id: 'Z3', name: 'int.example.com', private: true },
];

/** The strict Route 53 behind a socket, the real SDK in front of it, and the time between them. */
export async function openRoute53() {
  const time = { nowMs: 1_000_000 };
  const model = new Route53({ zones, limits: { processingMs: 100 } });
  const server = await serveRoute53(model, { port: 0, clock: () => time.nowMs });
  const client = new Route53Client({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const close = async () => {
    client.destroy();
    await server.close();
  };
  /** Sends one batch to Z1, a second after whatever was before. */
  const change = (...changes: Change[]) => {
    time.nowMs += 1000;
    const ChangeBatch = { Changes: changes, Comment: 'from a test' };
    return client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: '/hostedzone/Z1', ChangeBatch }));
  };
  return { time, model, url: server.url, client, change, close };
}

export const creating = (Name: string, Value = '192.0.2.1'): Change => ({
  Action: 'CREATE',
  ResourceRecordSet: { Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value }] },
});
