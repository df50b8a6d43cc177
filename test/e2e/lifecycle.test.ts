import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusObjects } from '../../shared/adapters/status-s3.ts';
import { openDynamoTable } from '../../shared/adapters/table-dynamodb.ts';
import { indexName } from '../../shared/events/status.ts';
import { readConfiguration } from '../../shared/runtime/configuration-row.ts';
import { root } from './aws.ts';
import { Deployment, type Outputs } from './cdk.ts';
import { changedCheckout } from './changed-checkout.ts';
import { copyTable } from './copied-table.ts';
import { firstlight, type Sites } from './firstlight.ts';
import { callFunction } from './functions.ts';
import { configurationOf, region } from './installation.ts';
import { Voice } from './messages.ts';
import { Speaker } from './speaker.ts';
import { isToldReady } from './status.ts';
import { answers, breakCalls, changesOf, liftFault, patienceMs, recordsOf, tableOf, told, until } from './world.ts';

const account = '222222222222';
const deployment = new Deployment(told, account);
const configured = (names: readonly string[], latePolicy: 'observe' | 'sync' = 'sync') => {
  const whole = configurationOf(names, account);
  const zones = whole.zones.map((zone) => (zone.name === 'late.example' ? { ...zone, policy: latePolicy } : zone));
  return { ...whole, zones };
};
let outputs: Outputs = {};
let life: Speaker;
const table = () => tableOf(account, outputs['TableName'] ?? '');
const sequence = async () => (await readConfiguration(table()))?.seq ?? 0;

/** One installation from its first day to its last; each step goes on where the one before ended. */
describe('an installation', { timeout: 3 * patienceMs }, () => {
  beforeAll(async () => {
    deployment.configure(configured(['life']));
    await deployment.bootstrap();
  });
  afterAll(() => {
    life?.close();
    deployment.close();
  });

  it('is deployed while nothing runs', async () => {
    outputs = await deployment.deploy('-c', 'paused=true');
    expect(await sequence()).toBe(1);
  });

  it('gives a forwarder no right but to speak, and to read the status of its cluster', async () => {
    life = await Speaker.of('life', account, outputs);
    const client = { endpoint: told.endpoint, region, credentials: life.credentials };
    const stolen = openDynamoTable({ tableName: outputs['TableName'] ?? '', client });
    await expect(readConfiguration(stolen)).rejects.toMatchObject({ reason: 'AccessDenied' });
    const status = statusObjects({ bucket: outputs['StatusBucket'] ?? '', client });
    await expect(status.read(indexName('other'))).rejects.toMatchObject({ reason: 'AccessDenied' });
    await expect(status.write(indexName('life'), '{}', undefined)).rejects.toMatchObject({ reason: 'AccessDenied' });
    // It may ask, though there is nothing yet.
    expect(await status.read(indexName('life'))).toBeUndefined();
  });

  it('begins to run, and hears of a cluster that it does not know', async () => {
    outputs = await deployment.deploy();
    await life.say('www.life.example');
    await until('the name answers', () => answers('www.life.example'));
    await until('the cluster is told', () => isToldReady('www.life.example', 'life', account, outputs));
    const client = { endpoint: told.endpoint, region, credentials: life.credentials };
    const status = statusObjects({ bucket: outputs['StatusBucket'] ?? '', client });
    expect(await status.read(indexName('life'))).toBeDefined();
    const unknown = new Voice({ cluster: 'late', credentials: root(account) }, outputs);
    await unknown.put(unknown.said('www', 'www.late.example'));
    await until('it is put aside', async () => (await reasons()).join().includes('UnknownCluster'));
  });

  it('learns of the cluster, takes in what was put aside, and writes nothing while it observes', async () => {
    deployment.configure(configured(['life', 'late'], 'observe'));
    outputs = await deployment.deploy();
    await firstlight(['redrive', 'intake'], account);
    await until('the name is planned', async () => (await planned('late')).includes('www.late.example'));
    expect(await recordsOf('late')).toEqual([]);
  });

  it('writes what was planned once the policy allows it', async () => {
    deployment.configure(configured(['life', 'late']));
    outputs = await deployment.deploy();
    await until('the name answers', () => answers('www.late.example'));
  });

  it('goes back by itself when a deployment fails at its last step', async () => {
    const before = await readConfiguration(table());
    const row = '"config".*"Document|TransactWriteItems.*"config"';
    await breakCalls('rollback', { service: 'dynamodb', match: row, times: 1, kind: 'throttled' });
    deployment.configure(configured(['life']));
    await expect(deployment.deploy()).rejects.toThrow();
    await liftFault('rollback');
    const after = await readConfiguration(table());
    expect(after?.document).toEqual(before?.document);
    expect(await answers('www.life.example', 'www.late.example')).toBe(true);
  });

  it('runs changed code from the next deployment on', async () => {
    deployment.configure(configured(['life', 'late']));
    deployment.checkout = changedCheckout(
      'functions/sweep/handler.ts',
      "telemetry.log('sweep'",
      "telemetry.log('swept'",
    );
    await deployment.deploy();
    expect((await callFunction(account, 'SweepEntry', {})).log).toContain('"message":"swept"');
    expect(await answers('www.life.example', 'www.late.example')).toBe(true);
  });

  it('goes on with a restored table, and touches nothing until the clusters have spoken again', async () => {
    const [lost, changes] = [outputs['TableName'] ?? '', await changesOf('life')];
    await copyTable(account, lost, 'restored');
    outputs = await deployment.deploy('-c', 'table=restored');
    expect(outputs['TableName']).toBe('restored');
    await callFunction(account, 'SweepEntry', {});
    expect(await changesOf('life')).toBe(changes);
    await life.say('www.life.example', 'new.life.example');
    await until('a new name answers', () => answers('new.life.example', 'www.life.example', 'www.late.example'));
  });

  it('leaves names and table when it is removed', async () => {
    const records = await recordsOf('life');
    await deployment.destroy();
    expect(await recordsOf('life')).toEqual(records);
    expect(await readConfiguration(table())).toBeDefined();
    await expect(callFunction(account, 'SweepEntry', {})).rejects.toThrow(/no function/);
  });
});

type Letters = readonly { readonly letters: readonly { readonly reason: string }[] }[];
const reasons = async (): Promise<readonly string[]> =>
  (await firstlight<Letters>(['redrive'], account)).flatMap(({ letters }) => letters.map(({ reason }) => reason));

/** Names of a cluster that would be written if the policy allowed it. */
async function planned(cluster: string): Promise<readonly string[]> {
  const { sites } = await firstlight<Sites>(['sites'], account);
  const observing = sites.filter((site) => site.conditions.some(({ reason }) => reason === 'Observing'));
  return observing.filter((site) => site.cluster === cluster).map(({ host }) => host);
}
