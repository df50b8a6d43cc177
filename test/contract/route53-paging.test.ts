import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { Route53HostedZones } from '../../shared/adapters/route53.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

it('hands the start of the next page back as it was named, also with a type that the SDK does not list', async () => {
  const asked: string[] = [];
  const page = `<?xml version="1.0"?>
<ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ResourceRecordSets/>
<IsTruncated>true</IsTruncated><NextRecordName>\\052.example.com.</NextRecordName><NextRecordType>TYPE65400</NextRecordType>
<NextRecordIdentifier>blue</NextRecordIdentifier><MaxItems>300</MaxItems></ListResourceRecordSetsResponse>`;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/xml' }).end(page);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const zones = new Route53HostedZones({ endpoint: `http://127.0.0.1:${port}`, credentials });
  const { next } = await zones.list('Z1');
  expect(next).toEqual({ name: '*.example.com', type: 'TYPE65400', setIdentifier: 'blue' });
  await zones.list('Z1', next);
  const query = new URL(asked.at(-1) ?? '', 'http://127.0.0.1').searchParams;
  expect([query.get('name'), query.get('type'), query.get('identifier')]).toEqual([
    '*.example.com.',
    'TYPE65400',
    'blue',
  ]);
});
