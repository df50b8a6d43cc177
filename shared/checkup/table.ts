import { parseDocument } from '#shared/configuration/document.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';
import { ConditionFailedError } from '#shared/errors/kinds.ts';
import type { StoredConfiguration } from '#shared/runtime/capability.ts';
import { configurationKey, isRestored, readConfiguration } from '#shared/runtime/configuration-row.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

const subject = 'table';

/** Whether the table can be read and written, and which life of it this is. */
export const checkTable = (table: Table): Promise<readonly Finding[]> =>
  findings(subject, 'check --stack, --region and your rights to the table', async () => {
    const incarnation = await table.incarnation();
    const restored = await isRestored(table, incarnation);
    return [
      ok(subject, `can be read (id ${incarnation})`),
      await checkWriting(table),
      ...(restored
        ? [
            warn(
              subject,
              'is an older state of itself, or a copy',
              'nothing that stands is touched until the clusters have said all they have: see docs/safety.md',
            ),
          ]
        : []),
    ];
  });

/** A write that its condition forbids shows the right to write, and writes nothing. */
async function checkWriting(table: Table): Promise<Finding> {
  const key = configurationKey;
  const never = put({ pk: key.pk, sk: key.sk }, {}, { seq: -1 });
  try {
    await table.transact([never]);
  } catch (error) {
    if (error instanceof ConditionFailedError) return ok(subject, 'can be written');
    const message = error instanceof Error ? error.message : String(error);
    return warn(
      subject,
      `cannot be written from here: ${message}`,
      'looking works; to hold, resume or approve have dynamodb:PutItem, UpdateItem, DeleteItem and ConditionCheckItem granted',
    );
  }
  throw new Error('a write was done that its condition forbids');
}

/** The configuration row: there, of this life of the table, and understood by this version. */
export async function checkConfiguration(
  table: Table,
): Promise<{ readonly found: readonly Finding[]; readonly stored?: StoredConfiguration }> {
  const about = 'configuration';
  let stored: StoredConfiguration | undefined;
  const found = await findings(about, 'check your rights to the table', async () => {
    stored = await readConfiguration(table);
    if (stored === undefined) {
      return [fail(about, 'is not there: nothing is drained without it', 'deploy again: its last step writes it')];
    }
    const { seq, document } = stored;
    const { zones, clusters, edges } = document;
    const what = `zones ${zones.length}, clusters ${clusters.length}, edges ${edges.length}, mode ${document.mode}`;
    const problems = problemsOf(stored);
    if (problems.length > 0) {
      const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
      return [
        fail(
          about,
          `number ${seq} is not understood by this version: ${problems[0]}${more}`,
          'use the version that was deployed, or deploy this one',
        ),
      ];
    }
    return [ok(about, `number ${seq}: ${what}`)];
  });
  return { found, ...(stored === undefined ? {} : { stored }) };
}

function problemsOf({ document }: StoredConfiguration): readonly string[] {
  try {
    parseDocument(document);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems;
  }
}
