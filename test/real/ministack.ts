import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
export async function installMinistack(folder: string): Promise<string> {
  const programs = await installFromPypi(folder, [`ministack==${version}`]);
  leaveOtherAccountsAlone(join(programs, '../lib'));
  return join(programs, 'ministack');
}

/**
 * Where one account makes or changes a function, MiniStack 1.5.33 ends the workers of that name in every account, whatever
 * they are in the middle of: a deployment would wait for the answer of a custom resource that was ended.
 */
function leaveOtherAccountsAlone(library: string): void {
  const [python = ''] = readdirSync(library);
  const sources = join(library, python, 'site-packages/ministack/services');
  const own = 'account=get_account_id(), region=get_region())';
  const calls = {
    'cloudformation/provisioners.py': '_svc.invalidate_worker(name',
    'lambda_svc.py': ' invalidate_worker(name, qualifier="$LATEST"',
  };
  for (const [name, call] of Object.entries(calls)) {
    const file = join(sources, name);
    const text = readFileSync(file, 'utf8');
    if (text.includes(`${call})`)) writeFileSync(file, text.replaceAll(`${call})`, `${call}, ${own}`));
    else if (!text.includes(`${call}, ${own}`)) throw new Error(`MiniStack is not as it was: ${name} has no ${call})`);
  }
}

/** MQTT and SFTP would listen on all addresses. */
export const ministackEnvironment = (port: number): Record<string, string> => ({
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  MINISTACK_HOST: '127.0.0.1',
  MINISTACK_REGION: region,
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
});
