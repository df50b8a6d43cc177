/** Names and URLs come back HTML-escaped (uptimerobot/terraform-provider-uptimerobot, CHANGELOG 1.3.7): as they were sent. */
export const unescapeHtml = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt|quot|apos|#0?39|#x27|#x2F);/gi, (entity) => entities[entity.toLowerCase()] ?? entity);

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#039;': "'",
  '&#x27;': "'",
  '&#x2f;': '/',
};
