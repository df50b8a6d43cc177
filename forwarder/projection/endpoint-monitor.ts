import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { EndpointMonitor } from '#shared/domain/objects.ts';
import { below, type Field, present, type Reading, readFlag, readText } from './fields.ts';

/** What is taken over of its settings for UptimeRobot (stakater/IngressMonitorController, api/v1alpha1). */
const settings = [
  'alertContacts',
  'interval',
  'maintenanceWindows',
  'monitorType',
  'keywordExists',
  'keywordValue',
  'statusPages',
  'customHTTPStatuses',
] as const;

export function readEndpointMonitor(reading: Reading, object: Field): Omit<EndpointMonitor, 'kind' | keyof ObjectMeta> {
  const spec = below(reading, object, 'spec');
  const from = below(reading, below(reading, spec, 'urlFrom'), 'ingressRef');
  const robot = below(reading, spec, 'uptimeRobotConfig');
  const told = settings.flatMap((name): readonly (readonly [string, string])[] => {
    const field = below(reading, robot, name);
    const value = typeof field.value === 'number' ? String(field.value) : readText(reading, field);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...present({
      url: readText(reading, below(reading, spec, 'url')),
      ingress: readText(reading, below(reading, from, 'name')),
      forceHttps: readFlag(reading, below(reading, spec, 'forceHttps')),
      healthEndpoint: readText(reading, below(reading, spec, 'healthEndpoint')),
    }),
    uptimeRobot: Object.fromEntries(told),
  };
}
