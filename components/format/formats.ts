/** How numbers and times are written for one reader: their language, the reporting zone. Works on server and client. */
export interface Formats {
  /** 1,234 */
  exact(value: number): string;
  /** 1,234, then 12.3K */
  short(value: number): string;
  /** 64%, 6.4% */
  percent(value: number): string;
  /** 64%, <1%: where room is short */
  wholePercent(value: number): string;
  /** 64.27% */
  precisePercent(value: number): string;
  /** 3, 3.4, 12: no sign */
  magnitude(value: number): string;
  /** Of a change: 3.0, 3.4, 12; no sign, the word or arrow says the direction */
  change(value: number): string;
  /** +12%, −3.4% */
  signedPercent(value: number): string;
  /** 107 h 12 m 5 s */
  exactDuration(seconds: number): string;
  /** 52 s, 2 m 52 s, 3 h 5 m, 14 h, 1,204 h */
  duration(seconds: number): string;
  /** 2:52, 1:02:52: a second of a video */
  clock(seconds: number): string;
  /** 1 Jan 2022 of an ISO instant or YYYY-MM-DD */
  day(iso: string): string;
  /** 26 Oct – 24 Nov 2026 of two ISO instants, the second not included */
  days(from: string, until: string): string;
  /** YYYY-MM-DD of an ISO instant in the reporting zone, for forms and addresses */
  isoDay(iso: string): string;
  /** 01:17 */
  time(iso: string): string;
  /** 24 Nov, 01:17; of another year 24 Nov 2022, 01:17 */
  moment(iso: string): string;
  /** Mon, Monday; 0 is Monday */
  weekday(weekday: number, length: "short" | "long"): string;
  /** 09:00–10:00 */
  hours(hour: number): string;
  /** As an axis or a table names a bucket: a day, a week's Monday or YYYY-MM */
  bucket(label: string, style: "axis" | "full"): string;
}

const FALLBACK = "en";
const DAY_MS = 86_400_000;
const A_MONDAY = Date.UTC(2024, 0, 1);

/** The first language of an Accept-Language header that Intl knows. */
export function localeOf(acceptLanguage: string | null): string {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((p) => p.trim().match(/^q=([\d.]+)$/)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const known = Intl.NumberFormat.supportedLocalesOf([tag])[0];
    if (known) return known;
  }
  return FALLBACK;
}

/** YYYY-MM-DD and YYYY-MM are dates of the calendar already: they are written as they stand, in no zone. */
const calendarDate = (label: string) => new Date(`${label.length === 7 ? `${label}-01` : label}T00:00:00Z`);

export function formats(locale: string, zone: string, now = new Date()): Formats {
  // Many read English who do not write the month first; "1 Jan 2022" is clear to all of them.
  const dateLocale = /^en(-US)?$/.test(locale) ? "en-GB" : locale;
  const number = (options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const date = (options: Intl.DateTimeFormatOptions, timeZone = zone) =>
    new Intl.DateTimeFormat(dateLocale, { timeZone, ...options });

  const whole = number({ maximumFractionDigits: 0 });
  const compact = number({ notation: "compact", maximumSignificantDigits: 3 });
  const percent = number({ style: "percent", maximumFractionDigits: 0 });
  const finePercent = number({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const precisePercent = number({ style: "percent", maximumFractionDigits: 2 });
  const signedPercent = number({ style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const fine = number({ maximumFractionDigits: 1 });
  const tenths = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 });

  const dayOptions = { day: "numeric", month: "short", year: "numeric" } as const;
  const instantDay = date(dayOptions);
  const plainDay = date(dayOptions, "UTC");
  // Sweden writes dates as forms want them.
  const plainIsoDay = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  const momentOptions = {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const;
  const moment = date(momentOptions);
  const fullMoment = date({ ...momentOptions, year: "numeric" });
  const yearOf = (at: Date) => plainIsoDay.format(at).slice(0, 4);
  const thisYear = yearOf(now);
  const time = date({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const weekdays = { short: date({ weekday: "short" }, "UTC"), long: date({ weekday: "long" }, "UTC") };
  const axisDay = date({ day: "numeric", month: "short" }, "UTC");
  const fullDay = date({ weekday: "short", ...dayOptions }, "UTC");
  const axisMonth = date({ month: "short", year: "2-digit" }, "UTC");
  const fullMonth = date({ month: "long", year: "numeric" }, "UTC");

  return {
    exact: (value) => whole.format(value),
    short: (value) => (Math.abs(value) < 10_000 ? whole : compact).format(value),
    percent: (value) => (value !== 0 && Math.abs(value) < 9.95 ? finePercent : percent).format(value / 100),
    wholePercent: (value) =>
      value > 0 && value < 1 ? `<${percent.format(0.01)}` : percent.format(Math.round(value) / 100),
    precisePercent: (value) => precisePercent.format(value / 100),
    signedPercent: (value) => signedPercent.format(value / 100),
    magnitude: (value) => (Math.abs(value) < 10 ? fine : whole).format(Math.abs(value)),
    change: (value) => (Math.abs(value) < 9.95 ? tenths : whole).format(Math.abs(value)),
    exactDuration(seconds) {
      const total = Math.round(seconds);
      const parts = [
        [Math.floor(total / 3600), "h"],
        [Math.floor((total % 3600) / 60), "m"],
        [total % 60, "s"],
      ] as const;
      const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${whole.format(count)} ${unit}`);
      return told.join(" ") || "0 s";
    },
    duration(seconds) {
      const total = Math.round(seconds);
      const hours = Math.floor(total / 3600);
      const minutes = Math.floor((total % 3600) / 60);
      if (hours >= 10) return `${this.short(Math.round(total / 3600))} h`;
      if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} m` : `${hours} h`;
      if (minutes > 0) return total % 60 > 0 ? `${minutes} m ${total % 60} s` : `${minutes} m`;
      return `${total} s`;
    },
    clock(seconds) {
      const total = Math.floor(seconds);
      const two = (part: number) => String(part).padStart(2, "0");
      const [hours, minutes] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60)];
      return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(total % 60)}`;
    },
    day: (iso) => (iso.length === 10 ? plainDay.format(calendarDate(iso)) : instantDay.format(new Date(iso))),
    days: (from, until) => instantDay.formatRange(new Date(from), new Date(Date.parse(until) - 1)),
    isoDay: (iso) => plainIsoDay.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    moment(iso) {
      const at = new Date(iso);
      return (yearOf(at) === thisYear ? moment : fullMoment).format(at);
    },
    weekday: (weekday, length) => weekdays[length].format(A_MONDAY + weekday * DAY_MS),
    hours: (hour) => `${String(hour).padStart(2, "0")}:00–${String(hour + 1).padStart(2, "0")}:00`,
    bucket(label, style) {
      const at = calendarDate(label);
      if (label.length === 7) return (style === "axis" ? axisMonth : fullMonth).format(at);
      return (style === "axis" ? axisDay : fullDay).format(at);
    },
  };
}
