import { describe, expect, it } from 'vitest';
import { host, openWithDefault, renewed } from './default-world.ts';

const code = 'TooManyCertificates';
const refusal = {
  status: 400,
  headers: {},
  body: `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`,
};

describe('what somebody else lists is theirs, also', () => {
  type World = Awaited<ReturnType<typeof openWithDefault>>;
  /** Hosts get another default, and all that is ours goes from the list. */
  const expectTheirs = async (world: World): Promise<void> => {
    world.deploy(renewed);
    await world.pass(200);
    expect(world.shown('public')).toContain('*.example.com example.com');
  };

  it('where it was listed after the listener was read', async () => {
    const world = await openWithDefault();
    await world.settle(5);
    world.list();
    await world.write(host);
    await world.settle(5);
    await expectTheirs(world);
  });

  it('where Firstlight was about to list it, and was refused', async () => {
    let isRefused = true;
    const world = await openWithDefault({
      elbv2: {
        faults: ({ body }) => (isRefused && body.includes('AddListenerCertificates') ? refusal : undefined),
      },
    });
    await world.write(host);
    await world.settle(1);
    world.list();
    isRefused = false;
    await world.pass(70);
    await expectTheirs(world);
  });

  it('where Firstlight had taken it off', async () => {
    const world = await openWithDefault();
    await world.write(host);
    await world.settle(5);
    world.deploy(renewed);
    for (let minutes = 0; world.shown('public').includes('*.example.com example.com'); minutes += 1) {
      if (minutes > 200) throw new Error('the old default stays on the list');
      await world.pass(1);
    }
    world.list();
    await expectTheirs(world);
  });
});
