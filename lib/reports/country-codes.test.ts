import { expect, it } from "vitest";
import { countryCodes } from "./country-codes";

it.each([
  ["United States", "US", "840"],
  ["united states of america", "US", "840"],
  ["USA", "US", "840"],
  ["us", "US", "840"],
  ["United Kingdom", "GB", "826"],
  ["UK", "GB", "826"],
  ["Viet Nam", "VN", "704"],
  ["Vietnam", "VN", "704"],
  ["Burma", "MM", "104"],
  ["Myanmar", "MM", "104"],
  ["Côte d'Ivoire", "CI", "384"],
  ["Cote d’Ivoire", "CI", "384"],
  ["Ivory Coast", "CI", "384"],
  ["Korea, Republic of", "KR", "410"],
  ["South Korea", "KR", "410"],
  ["Russian Federation", "RU", "643"],
  ["Russia", "RU", "643"],
  ["Czech Republic", "CZ", "203"],
  ["Türkiye", "TR", "792"],
  ["Turkey", "TR", "792"],
  ["The Netherlands", "NL", "528"],
  ["Trinidad & Tobago", "TT", "780"],
  ["Hong Kong", "HK", "344"],
  ["Singapore", "SG", "702"],
  ["Malta", "MT", "470"],
  ["Bahrain", "BH", "048"],
  ["Réunion", "RE", "638"],
  ["  Germany ", "DE", "276"],
  ["DEU", "DE", "276"],
])("%j is %s", (name, alpha2, numeric) => {
  expect(countryCodes(name)).toEqual({ alpha2, numeric });
});

it.each(["Atlantis", "", "ZZ", "__proto__", "constructor", "🇺🇸"])("%j is no country", (name) => {
  expect(countryCodes(name)).toBeNull();
});
