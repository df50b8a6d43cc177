const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Continents by code. Source: Route 53 API reference, GeoLocation.ContinentCode. */
export const continentCodes = words('AF AN AS EU OC NA SA');

/**
 * ISO 3166-1 alpha-2 codes but for the four countries that have no geolocation records.
 * Source: Route 53 Developer Guide, "Values specific for geolocation records": Route 53 doesn't support Bouvet Island (BV),
 * Christmas Island (CX), Western Sahara (EH), and Heard Island and McDonald Islands (HM).
 */
export const countryCodes = words(`
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI
  CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR
  GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT
  LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG
  PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ
  TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`);

/** The states of the USA with the District of Columbia. */
const states = words(`
  AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD
  TN TX UT VA VT WA WI WV WY`);

/**
 * True for a subdivision that has geolocation records: a state of the USA, or a region of Ukraine, of which only the form (two
 * digits) is known to us. Source: Route 53 API reference, GeoLocation.SubdivisionCode and .CountryCode; sous-chefs/aws#437.
 */
export const isSubdivision = (countryCode: string, code: string): boolean =>
  countryCode === 'US' ? states.has(code) : countryCode === 'UA' && /^\d\d$/.test(code);
