import { type FaultKind, type FaultRates, faultKinds } from '../engine/faults.ts';
import { plainSetting, type Setting } from '../installation.ts';
import type { Scenario } from '../workload/generate.ts';
import { shortest } from './ddmin.ts';

export interface Shrinking {
  isStillWrong(scenario: Scenario): Promise<boolean>;
  /** How far it has come, now and then. */
  told(line: string): void;
}

/** The shortest story it finds that is still wrong: fewer operations, fewer kinds of faults, a plainer installation. */
export async function shrinkStory(scenario: Scenario, { isStillWrong, told }: Shrinking): Promise<Scenario> {
  let story = scenario;
  const note = (): void => {
    const { operations, faults } = story;
    told(`${operations.length} operations, ${Object.keys(faults).length} kinds of faults`);
  };
  const shorten = async (part: (story: Scenario) => Promise<Scenario>): Promise<void> => {
    story = await part(story);
    note();
  };
  const withFaults = (kinds: readonly FaultKind[]): Scenario => ({ ...story, faults: pickFaults(story.faults, kinds) });
  const withOperations = (operations: Scenario['operations']): Scenario => ({ ...story, operations });
  note();
  // Faults first without any thought: most stories need none, and each try is faster.
  if (await isStillWrong(withFaults([]))) story = withFaults([]);
  await shorten(async ({ operations }) =>
    withOperations(await shortest(operations, (fewer) => isStillWrong(withOperations(fewer)))),
  );
  await shorten(async ({ faults }) => {
    const kinds = faultKinds.filter((kind) => faults[kind] !== undefined);
    return withFaults(await shortest(kinds, (fewer) => isStillWrong(withFaults(fewer))));
  });
  await shorten((long) => simplifySetting(long, isStillWrong));
  await shorten(async ({ operations }) =>
    withOperations(await shortest(operations, (fewer) => isStillWrong(withOperations(fewer)))),
  );
  return story;
}

function pickFaults(rates: FaultRates, kinds: readonly FaultKind[]): FaultRates {
  return Object.fromEntries(kinds.map((kind) => [kind, rates[kind]]));
}

/** One by one, what differs from a plain installation. */
async function simplifySetting(story: Scenario, isStillWrong: Shrinking['isStillWrong']): Promise<Scenario> {
  let plainer = story;
  for (const name of Object.keys(story.setting)) {
    const setting = simplified(plainer.setting, name);
    if (JSON.stringify(setting) === JSON.stringify(plainer.setting)) continue;
    if (await isStillWrong({ ...plainer, setting })) plainer = { ...plainer, setting };
  }
  return plainer;
}

function simplified(setting: Setting, name: string): Setting {
  const { [name]: _, ...others } = setting as Setting & Record<string, unknown>;
  const plain = Object.entries(plainSetting).filter(([key]) => key === name);
  return { ...plainSetting, ...others, ...Object.fromEntries(plain) };
}
