/**
 * Names and URLs come back HTML-escaped, whatever they were sent as (uptimerobot/terraform-provider-uptimerobot, CHANGELOG 1.3.7).
 * Assumption: these five characters.
 */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (found) => entities[found] ?? found);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
