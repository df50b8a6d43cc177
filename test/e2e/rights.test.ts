import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Deployment } from './cdk.ts';
import { rightsAccount as account, configurationOf } from './installation.ts';
import { functionsWithRights, isEnough, needlessRights } from './need-of-rights.ts';
import { putSecrets } from './secrets.ts';
import { type Still, walk } from './still.ts';
import { patienceMs, tableOf, told } from './world.ts';

const deployment = new Deployment(told, account);

/** Nothing runs by itself there, so that every call is one of ours. */
describe('a function', { timeout: 3 * patienceMs }, () => {
  let still: Still;

  beforeAll(async () => {
    deployment.configure(configurationOf(['rights'], account));
    await deployment.bootstrap();
    const outputs = await deployment.deploy('-c', 'paused=true');
    still = { account, part: 'rights', table: tableOf(account, outputs['TableName'] ?? '') };
    await putSecrets(account);
    await walk(still);
  });
  afterAll(() => deployment.close());

  it.each(functionsWithRights)('(%s) has no right that it does without, and enough', async (name) => {
    expect(await isEnough(still, name)).toBe(true);
    expect(await needlessRights(still, name)).toEqual([]);
    expect(await isEnough(still, name)).toBe(true);
  });
});
