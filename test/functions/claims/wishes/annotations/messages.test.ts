import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationNames } from '../../../../../functions/claims/wishes/annotations/names.ts';
import type { Wishes } from '../../../../../functions/claims/wishes/types.ts';
import { runsTimes } from '../../../../support/runs.ts';
import { ask, note } from '../asking.ts';
import { annotated } from './arbitrary.ts';
import { documentedMessages, documentedNames } from './documented.ts';

const told = ({ refused, skipped }: Wishes): readonly string[] =>
  [...refused, ...skipped].map(({ message = '' }) => message.replace(/^Ingress\/shop\/web: /, ''));

describe('docs/annotations.md', () => {
  it('explains every annotation, and no other', () => {
    expect(documentedNames.toSorted()).toEqual(annotationNames.toSorted());
  });

  it.each(documentedMessages.map((row) => [row.message, row] as const))('tells what is told: %s', (message, row) => {
    const result = ask(note({ ...row.annotations }));
    expect(told(result)).toEqual([message]);
    const { wishes, keepOthers, refused, kept = [] } = result;
    const others = 'firstlight.dev/hostname' in row.annotations ? 1 : 0;
    const outcome = {
      'nothing changes': { wishes: 0, keepOthers: true, refused: 0, kept: 0 },
      host: { wishes: others, keepOthers: false, refused: 0, kept: 1 },
      served: { wishes: 1, keepOthers, refused: 0, kept: 0 },
      skipped: { wishes: 0, keepOthers: false, refused: 0, kept: 0 },
    }[row.then];
    expect({ wishes: wishes.length, keepOthers, refused: refused.length, kept: kept.length }).toEqual(outcome);
  });

  it('lists all that is ever told of an annotation', () => {
    const shape = (message: string): string =>
      message
        .replace(/"(\\.|[^"\\])*"/g, 'VALUE')
        .replace(/(firstlight\.dev|external-dns(\.alpha)?\.kubernetes\.io)\/[a-z-]+/g, 'NAME')
        .replace(/\b[a-z0-9.-]+\.(com|net|org)\b/g, 'HOST')
        .replace(/^\S+ lies/, 'HOST lies')
        .replace(/ (private|public)\b/g, ' VIEW')
        .replace(/\bZ\d\b/g, 'ZONE');
    const listed = new Set(documentedMessages.map(({ message }) => shape(message)));
    fc.assert(
      fc.property(annotated, (annotations) => {
        for (const message of told(ask(note(annotations)))) expect(listed).toContain(shape(message));
      }),
      runsTimes(20),
    );
  });
});
