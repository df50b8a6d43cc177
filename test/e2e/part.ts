import { join } from 'node:path';
import { installMinistack, ministackEnvironment } from '../real/ministack.ts';
import type { Part } from '../real/part.ts';
import { freePort, launchServer } from '../real/python-server.ts';
import { Deployment } from './cdk.ts';
import { startFarSides } from './far-sides.ts';
import { account, configurationOf, parts, zonesOf } from './installation.ts';

/** The whole of Firstlight, deployed to MiniStack by the commands of docs/deploy.md; Route 53, ACM and one load balancer are our strict models. */
export const deployed: Part = {
  name: 'Firstlight deployed to MiniStack',
  tests: ['test/e2e/'],
  async start(folder) {
    const program = await installMinistack(folder);
    const port = await freePort();
    const farSides = await startFarSides(zonesOf([...parts, 'life', 'late', 'taken', 'edges', 'rights']), port);
    const running = await launchServer({
      program,
      args: () => [],
      port,
      environment: () => ({
        ...ministackEnvironment(port),
        AUTH: 'true',
        // With a certificate of its own, so that policies about transport hold.
        USE_SSL: '1',
        AWS_ENDPOINT_URL_ROUTE_53: farSides.url,
        AWS_ENDPOINT_URL_ACM: farSides.url,
        AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: farSides.url,
        FIRSTLIGHT_RESOLVERS: `127.0.0.1:${farSides.resolverPort}`,
        FIRSTLIGHT_UPTIMEROBOT_URL: `${farSides.url}/uptimerobot/v3`,
        FIRSTLIGHT_SLACK_URL: `${farSides.url}/api/`,
        AWS_ENDPOINT_URL_DYNAMODB: farSides.url,
        AWS_ENDPOINT_URL_EVENTBRIDGE: farSides.url,
      }),
      logFile: join(folder, 'ministack-e2e.log'),
    });
    const certificate = join(running.home, 'ministack-tls', 'server.crt');
    const emulator = { endpoint: `https://127.0.0.1:${port}`, certificate };
    const deployment = new Deployment(emulator, account);
    const stop = async (): Promise<void> => {
      await running.stop();
      await farSides.close();
      deployment.close();
    };
    try {
      deployment.configure(configurationOf(parts));
      await deployment.bootstrap();
      const outputs = await deployment.deploy();
      const { url: farUrl, dnsPort } = farSides;
      const told = { ...emulator, farUrl, dnsPort, outputs, assembly: deployment.assembly };
      return { environment: { FIRSTLIGHT_E2E: JSON.stringify(told), NODE_EXTRA_CA_CERTS: certificate }, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  },
};
