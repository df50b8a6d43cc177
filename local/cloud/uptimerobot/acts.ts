import { deleteTag, getPage, listContacts, listPages, listTags, listWindows, me, updatePage } from './account.ts';
import type { Refusal } from './answer.ts';
import { getIncident, listIncidents } from './incidents.ts';
import {
  createIntegration,
  deleteIntegration,
  getIntegration,
  listIntegrations,
  updateIntegration,
} from './integrations.ts';
import {
  createMonitor,
  deleteMonitor,
  getMonitor,
  listMonitors,
  pauseMonitor,
  startMonitor,
  updateMonitor,
} from './monitors.ts';
import type { Action } from './operations.ts';
import type { Ask } from './state.ts';

type Act = (ask: Ask) => object | Refusal | undefined;

/** What each operation does, and the status of the contract when it is done. */
export const acts: Readonly<Record<Action, readonly [Act, number]>> = {
  'GET /monitors': [listMonitors, 200],
  'POST /monitors': [createMonitor, 201],
  'GET /monitors/{id}': [getMonitor, 200],
  'PATCH /monitors/{id}': [updateMonitor, 200],
  'DELETE /monitors/{id}': [deleteMonitor, 200],
  'POST /monitors/{id}/pause': [pauseMonitor, 201],
  'POST /monitors/{id}/start': [startMonitor, 201],
  'GET /incidents': [listIncidents, 200],
  'GET /incidents/{id}': [getIncident, 200],
  'GET /integrations': [listIntegrations, 200],
  'POST /integrations': [createIntegration, 201],
  'GET /integrations/{id}': [getIntegration, 200],
  'PATCH /integrations/{id}': [updateIntegration, 200],
  'DELETE /integrations/{id}': [deleteIntegration, 200],
  'GET /alert-contacts': [listContacts, 200],
  'GET /maintenance-windows': [listWindows, 200],
  'GET /psps': [listPages, 200],
  'GET /psps/{id}': [getPage, 200],
  'PATCH /psps/{id}': [updatePage, 200],
  'GET /tags': [listTags, 200],
  'DELETE /tags/{id}': [deleteTag, 204],
  'GET /user/me': [me, 200],
};
