import { timeText } from '../engine/trace.ts';
import { plainSetting } from '../installation.ts';
import type { Scenario } from '../workload/generate.ts';
import { operationText } from '../workload/operation-text.ts';

/** What happens in a story, before any chance: the installation, what goes wrong how often, who does what when. */
export function storyLines({ setting, faults, operations, calmAtMs }: Scenario): readonly string[] {
  const special = Object.entries(setting).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(Object.entries(plainSetting).find(([key]) => key === name)?.[1]),
  );
  const kinds = Object.entries(faults).map(([kind, rate]) => `${kind} ${(100 * rate).toPrecision(2)} %`);
  return [
    `installation: ${special.map(([name, value]) => `${name} ${[value].flat().join(' ')}`).join(', ') || 'plain'}`,
    `faults: ${kinds.join(', ') || 'none'}`,
    ...operations.map(({ atMs, operation }) => `${timeText(atMs)}  ${operationText(operation)}`),
    `${timeText(calmAtMs)}  faults end`,
  ];
}
