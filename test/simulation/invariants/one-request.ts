import type { Invariant } from './invariant.ts';

/** Whoever is told that a change was refused has not just made it himself: nothing is sent twice without reading between. */
export const sentOnce: Invariant = {
  name: 'a change is sent once',
  watch({ zones, engine }, { violated }) {
    let last: { readonly by: string; readonly step: number } | undefined;
    zones.onChange(({ by }) => {
      last = by === undefined ? undefined : { by: by.name, step: engine.steps };
    });
    zones.onRefused(({ action, by, body }) => {
      if (action !== 'ChangeResourceRecordSets' || by === undefined || last?.by !== by.name) return;
      if (last.step === engine.steps) violated(`${by.name} made a change, and sent it again at once: ${body}`);
    });
  },
};
