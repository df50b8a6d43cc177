import type { Alert } from '../../../../shared/domain/alert.ts';

export const monitorOf = (name: string, more: Partial<Alert> = {}): Alert => ({
  about: 'monitor',
  subject: name,
  reason: 'Down',
  place: { cluster: 'demo', namespace: 'shop', edge: 'public' },
  facts: { name, url: `https://${name}.example.com`, message: 'HTTP 502 - Bad Gateway' },
  ...more,
});
