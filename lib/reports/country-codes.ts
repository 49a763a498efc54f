import countries from "i18n-iso-countries";
import english from "i18n-iso-countries/langs/en.json";

// A CommonJS module: without a bundler its functions have no names to import them by.
const { alpha2ToNumeric, getAlpha2Code, registerLocale, toAlpha2 } = countries;

registerLocale(english);

/** Names in use that the library does not know, in the form that `folded` gives. */
const ALIASES: Record<string, string> = {
  usa: "US",
  "united states of america": "US",
  uk: "GB",
  "great britain": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  burma: "MM",
  "viet nam": "VN",
  vietnam: "VN",
  czechia: "CZ",
  "czech republic": "CZ",
  russia: "RU",
  "south korea": "KR",
  "republic of korea": "KR",
  "north korea": "KP",
  turkey: "TR",
  turkiye: "TR",
  "cote divoire": "CI",
  "ivory coast": "CI",
  "cape verde": "CV",
  "cabo verde": "CV",
  swaziland: "SZ",
  eswatini: "SZ",
  macedonia: "MK",
  "north macedonia": "MK",
  "democratic republic of congo": "CD",
  "dr congo": "CD",
  "congo kinshasa": "CD",
  congo: "CG",
  "republic of congo": "CG",
  "congo brazzaville": "CG",
  macau: "MO",
  macao: "MO",
  "hong kong": "HK",
  palestine: "PS",
  "palestinian territory": "PS",
  vatican: "VA",
  "vatican city": "VA",
  "holy see": "VA",
  "east timor": "TL",
  laos: "LA",
  syria: "SY",
  iran: "IR",
  moldova: "MD",
  tanzania: "TZ",
  bolivia: "BO",
  venezuela: "VE",
  brunei: "BN",
  micronesia: "FM",
  taiwan: "TW",
  bahamas: "BS",
  gambia: "GM",
  netherlands: "NL",
  holland: "NL",
  reunion: "RE",
  curacao: "CW",
  "sint maarten": "SX",
  "saint martin": "MF",
  "falkland islands": "FK",
  "virgin islands us": "VI",
  "us virgin islands": "VI",
  "british virgin islands": "VG",
  "aland islands": "AX",
};

/** Lower case without accents, apostrophes, articles and punctuation. */
function folded(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’ʼ‘`´]/g, "")
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\bthe\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const known = new Map<string, string>();
for (const [code, names] of Object.entries(english.countries))
  for (const name of [names].flat()) known.set(folded(name), code);

/**
 * ISO 3166-1 codes of a country as a sender writes it: an English name, official or common, or a code. Null: no country
 * that has one.
 */
export function countryCodes(name: string): { alpha2: string; numeric: string } | null {
  const plain = folded(name);
  const isCode = /^[a-z]{2,3}$/i.test(name.trim());
  const alpha2 =
    known.get(plain) ??
    ALIASES[plain] ??
    getAlpha2Code(name.trim(), "en") ??
    (isCode ? toAlpha2(name.trim().toUpperCase()) : undefined);
  const numeric = alpha2 && alpha2ToNumeric(alpha2);
  return alpha2 && numeric ? { alpha2, numeric } : null;
}
