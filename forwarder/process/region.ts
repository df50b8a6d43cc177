import { UsageError } from '#shared/errors/usage-error.ts';
import { busForm, regionForm } from './name-forms.ts';

/** The region of a bus: what is asked for, else that of its ARN, else the surroundings'. @throws UsageError */
export function regionOf(
  option: string | undefined,
  bus: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const ofBus = busForm.exec(bus)?.[2];
  const region = option ?? ofBus ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  if (region === undefined) throw new UsageError('--region is needed: --region eu-central-1, or set AWS_REGION');
  if (!regionForm.test(region)) {
    throw new UsageError(`--region ${JSON.stringify(region)} is no region: write eu-central-1`);
  }
  if (ofBus !== undefined && ofBus !== region) {
    throw new UsageError(`--region ${region} is not the region of the bus, ${ofBus}: leave it out`);
  }
  return region;
}
