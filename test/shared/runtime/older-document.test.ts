import { expect, it } from 'vitest';
import { noCertificates } from '../../../shared/domain/edge-certificates.ts';
import { configurationKey, readConfiguration, writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { put } from '../../../shared/runtime/table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { smallConfiguration } from '../../support/small-installation.ts';

it('a document of a version that knew no certificates is read as one that has them off', async () => {
  const table = memoryTable();
  const document = smallConfiguration();
  await writeConfiguration(table, document);
  const stored = await table.get(configurationKey);
  if (stored === undefined) throw new Error('nothing is stored');
  const edges = stored.document.edges.map(({ certificates: _, ...older }) => older);
  const row = { ...stored, document: { ...stored.document, edges } };
  await table.transact([put({ pk: configurationKey.pk, sk: configurationKey.sk }, row)]);
  const read = await readConfiguration(table);
  expect(read?.document.edges).toEqual(document.edges.map((edge) => ({ ...edge, certificates: noCertificates })));
});
