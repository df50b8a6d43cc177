import { takeCall } from '../../../functions/monitors/webhook/take-call.ts';
import { callPath, secretHeader } from '../../../functions/monitors/webhook/words.ts';
import { monitorsWorld } from './world.ts';

type WorldOptions = NonNullable<Parameters<typeof monitorsWorld>[0]>;
type Call = ReturnType<Awaited<ReturnType<typeof monitorsWorld>>['check']>[number];

const accounts = [
  {
    name: 'main',
    provider: 'uptimerobot',
    apiKey: { environment: 'KEY' },
    adopt: [],
    webhook: { secret: { ssm: '/hook' } },
  },
] as const;
export const address = 'https://api.example.com';
export const minute = 60_000;

/** The monitors function with a webhook, and the strict account that calls it when it is told to. */
export async function webhookWorld(options: WorldOptions = {}) {
  const hook: { secrets: readonly string[]; problem?: Error } = { secrets: ['one'] };
  const asked: string[] = [];
  const world = await monitorsWorld({
    ...options,
    account: { ...options.account, onRequest: ({ request }) => asked.push(`${request.method} ${request.path}`) },
    policy: { ...options.policy, accounts },
    ports: {
      async webhook({ name, webhook }) {
        if (hook.problem !== undefined) throw hook.problem;
        return webhook && { url: `${address}${callPath(name)}`, secret: hook.secrets[0] ?? '' };
      },
    },
  });
  return {
    ...{ ...world, hook, asked },
    integrations: () =>
      world.account
        .snapshot()
        .integrations.map((one) => `${one.friendlyName} ${one.urlToNotify} ${one.customHeaders?.[secretHeader]}`),
    /** As API Gateway hands a call on. */
    deliver: ({ url, headers, body }: Call) =>
      takeCall(
        {
          pathParameters: { account: new URL(url).pathname.split('/').at(-1) },
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
          body,
        },
        {
          table: world.table,
          clock: world.clock,
          doorbell: { ring: async () => undefined },
          secretsOf: async () => hook.secrets,
        },
      ),
  };
}
