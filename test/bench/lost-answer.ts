import { published } from './scene.ts';

const hosts = 330;

/** The answer to a full batch is lost after the change was made, against the same with an answer. */
export async function lostAnswer(): Promise<Readonly<Record<string, number>>> {
  const sound = await published(hosts);
  const expected = sound.model.calls();
  sound.table.close();
  let isLost = false;
  const pipeline = await published(hosts, {
    faults({ method }) {
      if (method !== 'POST' || isLost) return undefined;
      isLost = true;
      return { after: { status: 0, headers: {}, body: '' } };
    },
  });
  const found = pipeline.model.calls();
  const standing = pipeline.model.recordSets('Z1').filter(({ Type }) => Type === 'A').length;
  if (standing !== hosts) throw new Error(`${standing} hosts stand, not ${hosts}`);
  pipeline.table.close();
  const extra = (action: 'ChangeResourceRecordSets' | 'ListResourceRecordSets' | 'GetChange'): number =>
    (found[action] ?? 0) - (expected[action] ?? 0);
  return {
    hosts,
    extraChangeCalls: extra('ChangeResourceRecordSets'),
    extraListCalls: extra('ListResourceRecordSets'),
    extraGetChangeCalls: extra('GetChange'),
  };
}
