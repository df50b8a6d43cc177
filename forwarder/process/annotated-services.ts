import { UsageError } from '#shared/errors/usage-error.ts';
import { serviceForm } from './name-forms.ts';

/** Checks what --annotate-service names. @throws UsageError */
export function annotatedServices(services: readonly string[], bucket: string | undefined): readonly string[] {
  if (services.length > 0 && bucket === undefined) throw new UsageError('--annotate-service goes with --status-bucket');
  const wrong = services.find((service) => !serviceForm.test(service));
  if (wrong === undefined) return services;
  throw new UsageError(
    `--annotate-service ${JSON.stringify(wrong)} is no Service: write NAMESPACE/NAME, as in traefik/traefik`,
  );
}
