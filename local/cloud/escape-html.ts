/**
 * A text as it may stand in a page, in quotes too. UptimeRobot's names and URLs come back so, whatever they were sent as
 * (uptimerobot/terraform-provider-uptimerobot, CHANGELOG 1.3.7); that it is these five characters is assumed.
 */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
