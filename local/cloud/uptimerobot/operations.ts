/** The operations that this model knows, by method and path of the contract (UptimeRobot API v3, OpenAPI 3.0). */
export const actions = [
  'GET /monitors',
  'POST /monitors',
  'GET /monitors/{id}',
  'PATCH /monitors/{id}',
  'DELETE /monitors/{id}',
  'POST /monitors/{id}/pause',
  'POST /monitors/{id}/start',
  'GET /incidents',
  'GET /incidents/{id}',
  'GET /integrations',
  'POST /integrations',
  'GET /integrations/{id}',
  'PATCH /integrations/{id}',
  'DELETE /integrations/{id}',
  'GET /alert-contacts',
  'GET /maintenance-windows',
  'GET /psps',
  'GET /psps/{id}',
  'PATCH /psps/{id}',
  'GET /tags',
  'DELETE /tags/{id}',
  'GET /user/me',
] as const;
export type Action = (typeof actions)[number];

export interface Operation {
  readonly action: Action;
  /** Empty where the path names none. */
  readonly id: string;
}

/** Where the API begins on its host. */
export const root = '/v3';

/** What a request asks for; undefined where it is none of the model's operations. */
export function operationOf(method: string, path: string): Operation | undefined {
  if (!path.startsWith(`${root}/`)) return undefined;
  const parts = path
    .slice(root.length + 1)
    .replace(/\/$/, '')
    .split('/');
  const id = parts.find((part) => /^\d+$/.test(part)) ?? '';
  const template = `/${parts.map((part) => (part === id ? '{id}' : part)).join('/')}`;
  const action = actions.find((one) => one === `${method} ${template}`);
  return action === undefined ? undefined : { action, id };
}
