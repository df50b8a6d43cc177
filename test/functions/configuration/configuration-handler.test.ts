import { describe, expect, it } from 'vitest';
import { configurationHandler } from '../../../functions/configuration/handler.ts';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { ConfigurationError } from '../../../shared/errors/configuration-error.ts';
import { readConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';
import { telemetryLines } from '../../support/telemetry-lines.ts';
import { testConfiguration as shortIds } from '../claims/samples.ts';

const testConfiguration = (): Configuration => {
  const written = shortIds();
  return { ...written, zones: written.zones.map((zone) => ({ ...zone, id: `${zone.id}EXAMPLE0` })) };
};

function deployment() {
  const table = memoryTable();
  const doorbell = recordingDoorbell();
  const handler = configurationHandler(async () => ({ table, doorbell }));
  return {
    table,
    doorbell,
    async ask(RequestType: string, document: Configuration | string = testConfiguration()) {
      const Document = typeof document === 'string' ? document : JSON.stringify(document);
      let answer: unknown;
      await telemetryLines(async () => {
        answer = await handler({ RequestType, ResourceProperties: { Document, ServiceToken: 'arn' } }, lambdaContext);
      });
      return answer;
    },
  };
}

describe('the custom resource of the configuration', () => {
  it('puts it in force under the next number and wakes its lanes', async () => {
    const { table, doorbell, ask } = deployment();
    const first = await ask('Create');
    expect(first).toEqual({ PhysicalResourceId: 'firstlight-configuration', Data: { Seq: '1' } });
    expect(await readConfiguration(table)).toMatchObject({ seq: 1, document: testConfiguration() });
    expect(doorbell.rings.map(({ lane }) => lane).sort()).toEqual([
      'claims:demo',
      'dns:Z1EXAMPLE0',
      'dns:Z2EXAMPLE0',
      'status:demo',
    ]);
  });

  it('takes an older document as a newer configuration, under the same physical id', async () => {
    const { table, ask } = deployment();
    await ask('Create');
    await ask('Update', { ...testConfiguration(), mode: 'observe' });
    expect(await ask('Update')).toEqual({ PhysicalResourceId: 'firstlight-configuration', Data: { Seq: '3' } });
    expect(await readConfiguration(table)).toMatchObject({ seq: 3, document: { mode: 'sync' } });
  });

  it('leaves the row when the stack is deleted, whatever its document is', async () => {
    const { table, ask } = deployment();
    await ask('Create');
    expect(await ask('Delete', '')).toEqual({ PhysicalResourceId: 'firstlight-configuration' });
    expect(await readConfiguration(table)).toMatchObject({ seq: 1 });
  });

  it.each([
    ['{', /not JSON – deploy again/],
    [JSON.stringify({ ...testConfiguration(), mode: 'off' }), /mode/],
    [JSON.stringify({ ...testConfiguration(), later: 1 }), /later/],
  ])('fails the deployment for what it does not wholly understand, and changes nothing: %s', async (text, told) => {
    const { table, ask } = deployment();
    await ask('Create');
    const failed = ask('Update', text);
    await expect(failed).rejects.toThrow(ConfigurationError);
    await expect(failed).rejects.toThrow(told);
    expect(await readConfiguration(table)).toMatchObject({ seq: 1 });
  });
});
