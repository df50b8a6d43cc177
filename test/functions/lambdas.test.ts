import { expect, it } from 'vitest';

it.each(['intake', 'claims', 'dns', 'certificates', 'status', 'alerts', 'monitors', 'sweep', 'configuration'])(
  'functions/%s/lambda.ts begins without an environment, which is read by the first call',
  async (name) => {
    const entry: object = await import(`../../functions/${name}/lambda.ts`);
    expect(Object.entries(entry)).toEqual([['handler', expect.any(Function)]]);
  },
);
