/** Which header carries the secret. */
export const secretHeader = 'x-firstlight-secret';

/** What a provider posts: which monitor turned, and nothing that anybody would have to believe. `*monitorID*` is UptimeRobot's. */
export const callBody = '{"monitor":"*monitorID*"}';

/** Where an account's calls go, beneath the address of the whole; infra/ has the route. */
export const callPath = (account: string): string => `/monitors/${account}`;
