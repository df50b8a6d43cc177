/** The key of the dns lane's items is the DNS name; the zone's full list has this one, which no DNS name can be. */
export const fullListItem = (zoneId: string): string => `zone:${zoneId}`;
