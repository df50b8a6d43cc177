import { join } from 'node:path';
import type { Part } from './part.ts';
import { installFromPypi, launchServer } from './python-server.ts';

const version = '5.2.5';

/** moto, a mock of AWS from PyPI that shares no line with our strict model: a second opinion on the adapters. */
export const moto: Part = {
  name: `Route 53, ACM and Elastic Load Balancing on moto ${version}`,
  tests: ['test/real/route53-moto.test.ts', 'test/real/acm-moto.test.ts', 'test/real/elbv2-moto.test.ts'],
  async start(folder) {
    const packages = [`moto[route53,acm,ec2,elbv2]==${version}`, 'flask==3.1.3', 'flask-cors==6.0.5'] as const;
    const programs = await installFromPypi(folder, packages);
    const { url, stop } = await launchServer({
      program: join(programs, 'moto_server'),
      args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
      readyPath: '/moto-api/data.json',
      logFile: join(folder, 'moto.log'),
    });
    return { environment: { FIRSTLIGHT_REAL_MOTO: url }, stop };
  },
};
