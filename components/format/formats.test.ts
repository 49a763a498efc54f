import { describe, expect, it } from "vitest";
import { formats, localeOf } from "./formats";

describe("localeOf", () => {
  it.each([
    ["de-CH,de;q=0.9,en;q=0.8", "de-CH"],
    ["en;q=0.5, fr;q=0.9", "fr"],
    ["*", "en"],
    ["", "en"],
    [null, "en"],
    ["xx_broken;;,\u0000", "en"],
    ["tlh, de;q=0.3", "de"],
    ["de;q=0", "en"],
  ])("%j is %s", (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});

describe("formats", () => {
  const english = formats("en", "Europe/Berlin");
  it("writes numbers in full, then short", () => {
    expect(english.short(9_999)).toBe("9,999");
    expect(english.short(12_345)).toBe("12.3K");
    expect(english.exact(12_345)).toBe("12,345");
    expect(formats("de", "UTC").exact(12_345)).toBe("12.345");
  });
  it.each([
    [0, "0%"],
    [0.04, "0.0%"],
    [6.44, "6.4%"],
    [9.96, "10%"],
    [64.4, "64%"],
    [100, "100%"],
  ])("%d percent is %s", (value, text) => {
    expect(english.percent(value)).toBe(text);
  });
  it.each([
    [0, "0 s"],
    [59.6, "1 m"],
    [172, "2 m 52 s"],
    [3_600, "1 h"],
    [3_660, "1 h 1 m"],
    [51_000, "14 h"],
    [4_334_400, "1,204 h"],
    [72_000_000, "20,000 h"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(english.duration(seconds)).toBe(text.replace("20,000", english.short(20_000)));
  });
  it("tells times in full", () => {
    expect(english.exactDuration(385_925)).toBe("107 h 12 m 5 s");
    expect(english.exactDuration(3_600)).toBe("1 h");
    expect(english.exactDuration(0.4)).toBe("0 s");
  });
  it("rounds to whole percent where room is short", () => {
    expect([0, 0.4, 1.4, 12.6].map((share) => english.wholePercent(share))).toEqual(["0%", "<1%", "1%", "13%"]);
  });
  it("tells instants in the reporting zone, calendar dates as they stand", () => {
    expect(english.day("2022-01-01T23:30:00.000Z")).toBe("2 Jan 2022");
    expect(english.isoDay("2022-01-01T23:30:00.000Z")).toBe("2022-01-02");
    expect(english.bucket("2022-01-01", "full")).toBe("Sat, 1 Jan 2022");
    expect(formats("en", "America/Los_Angeles").bucket("2022-01", "full")).toBe("January 2022");
    expect(formats("en-GB", "UTC").day("2022-01-01T05:12:32.000Z")).toBe("1 Jan 2022");
  });
  it("tells the year of a moment where it is not this one, in the reporting zone", () => {
    const zoned = formats("en-GB", "Europe/Berlin", new Date("2026-11-25T12:00:00Z"));
    expect(zoned.moment("2026-03-01T05:12:32.000Z")).toBe("1 Mar, 06:12");
    expect(zoned.moment("2022-01-01T05:12:32.000Z")).toBe("1 Jan 2022, 06:12");
    expect(zoned.moment("2025-12-31T23:30:00.000Z")).toBe("1 Jan, 00:30");
    expect(zoned.moment("2026-12-31T23:30:00.000Z")).toBe("1 Jan 2027, 00:30");
  });
  it("names weekdays from Monday, and hours with their end", () => {
    expect([english.weekday(0, "short"), english.weekday(6, "long")]).toEqual(["Mon", "Sunday"]);
    expect(formats("de", "Asia/Tokyo").weekday(0, "long")).toBe("Montag");
    expect([english.hours(9), english.hours(23)]).toEqual(["09:00–10:00", "23:00–24:00"]);
  });
  it("leaves the end of a span out", () => {
    const days = formats("en-GB", "UTC").days("2026-10-26T00:00:00.000Z", "2026-11-25T00:00:00.000Z");
    expect(days.replaceAll(/\s/g, " ")).toBe("26 Oct – 24 Nov 2026");
  });
});
