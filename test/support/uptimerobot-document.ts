import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** UptimeRobot's own OpenAPI document, which is not ours to keep: it is read where it lies beside the checkout. */
export const document = resolve(
  process.env['UPTIMEROBOT_OPENAPI'] ?? '../shared/references/uptimerobot-v3.openapi.yaml',
);

/** The test that needs it: left out where it is not there, and said so. */
export const testOfDocument = 'test/contract/uptimerobot-openapi.test.ts';

export const isDocumentThere = (): boolean => existsSync(document);
