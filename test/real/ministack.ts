import { join } from 'node:path';
import type { Part } from './part.ts';
import { installFromPypi, launchServer } from './python-server.ts';

const version = '1.5.33';
const region = 'eu-central-1';

/** MiniStack, an emulator of AWS from PyPI, as the far side of the adapters that have no strict model of ours. */
export const ministack: Part = {
  name: 'DynamoDB on MiniStack',
  tests: [
    'test/real/table-dynamodb.test.ts',
    'test/real/drain-dynamodb.test.ts',
    'test/real/deployed-commands.test.ts',
  ],
  async start(folder) {
    const { url, stop } = await launchServer({
      program: await installMinistack(folder),
      args: () => [],
      environment: ministackEnvironment,
      readyPath: '/_ministack/health',
      logFile: join(folder, 'ministack.log'),
    });
    return { environment: { FIRSTLIGHT_REAL_AWS: url, FIRSTLIGHT_REAL_REGION: region }, stop };
  },
};

/** Returns the program. @throws LeftOut where there is no Python or no PyPI */
export const installMinistack = async (folder: string): Promise<string> =>
  join(await installFromPypi(folder, [`ministack==${version}`]), 'ministack');

/** MQTT and SFTP would listen on all addresses. */
export const ministackEnvironment = (port: number): Record<string, string> => ({
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  MINISTACK_HOST: '127.0.0.1',
  MINISTACK_REGION: region,
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
});
