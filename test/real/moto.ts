import { join } from 'node:path';
import type { Part } from './part.ts';
import { installFromPypi, launchServer } from './python-server.ts';

const version = '5.2.5';

/** moto, a mock of AWS from PyPI that shares no line with our strict model: a second opinion on the adapter of Route 53. */
export const moto: Part = {
  name: `Route 53 on moto ${version}`,
  tests: ['test/real/route53-moto.test.ts'],
  async start(folder) {
    const programs = await installFromPypi(folder, [`moto[route53]==${version}`, 'flask==3.1.3', 'flask-cors==6.0.5']);
    const { url, stop } = await launchServer({
      program: join(programs, 'moto_server'),
      args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
      readyPath: '/moto-api/data.json',
      logFile: join(folder, 'moto.log'),
    });
    return { environment: { FIRSTLIGHT_REAL_MOTO: url }, stop };
  },
};
