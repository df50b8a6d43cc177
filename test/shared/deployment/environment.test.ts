import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../shared/deployment/environment.ts';
import { openFarSides, openQueueSides } from '../../../shared/deployment/far-sides.ts';
import { ConfigurationError } from '../../../shared/errors/configuration-error.ts';

const whole = {
  FIRSTLIGHT_TABLE: 'firstlight',
  FIRSTLIGHT_QUEUE_URLS: '{"dns":"http://127.0.0.1:4566/000000000000/dns"}',
  FIRSTLIGHT_DEAD_LETTERS_URL: 'https://sqs.eu-central-1.amazonaws.com/111122223333/dead',
  FIRSTLIGHT_BUS: 'firstlight',
};

describe('the environment of a function', () => {
  it('is read whole', () => {
    expect(readEnvironment({ ...whole, HOME: '/root' })).toEqual({
      tableName: 'firstlight',
      queueUrls: { dns: 'http://127.0.0.1:4566/000000000000/dns' },
      deadLetterUrls: {},
      deadLettersUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/dead',
      busName: 'firstlight',
    });
  });

  it('needs the table alone; what is empty is absent', () => {
    expect(readEnvironment({ FIRSTLIGHT_TABLE: 'one', FIRSTLIGHT_BUS: '', FIRSTLIGHT_QUEUE_URLS: '' })).toEqual({
      tableName: 'one',
      queueUrls: {},
      deadLetterUrls: {},
    });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ FIRSTLIGHT_TABLE: '' }, /^FIRSTLIGHT_TABLE: is missing – write the name of the table$/],
    [{ FIRSTLIGHT_QUEUE_URLS: '{' }, /^FIRSTLIGHT_QUEUE_URLS: cannot be read \(\{\) – write \{/],
    [{ FIRSTLIGHT_QUEUE_URLS: '{"dns":"dns"}' }, /^FIRSTLIGHT_QUEUE_URLS: /],
    [{ FIRSTLIGHT_DEAD_LETTERS_URL: 'dead' }, /^FIRSTLIGHT_DEAD_LETTERS_URL: /],
  ])('names what is wrong and what to write: %j', (over, told) => {
    const read = () => readEnvironment({ ...whole, ...over });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(told);
  });

  it('opens far sides without a call; a queue needs its dead letters', () => {
    expect(openQueueSides(whole)).toHaveProperty('deadLetters');
    const { FIRSTLIGHT_DEAD_LETTERS_URL: _, ...without } = whole;
    expect(openFarSides(without)).toHaveProperty('table');
    expect(() => openQueueSides(without)).toThrow(/FIRSTLIGHT_DEAD_LETTERS_URL: is missing/);
  });
});
