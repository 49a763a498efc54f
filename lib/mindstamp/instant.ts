const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?`;
const ZONE = String.raw`\s*(?:(?:UTC|GMT)\s*)?(Z|[+-]\d{2}(?::?\d{2})?)?`;
/** As documented: `Sat, 1 Jan 2022 05:12:32 UTC +00:00` */
const DOCUMENTED = new RegExp(String.raw`^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) ${CLOCK}${ZONE}$`);
const ISO = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})(?:[T ]${CLOCK}${ZONE})?$`, "i");

/** No interactive video was watched before, and a date beyond is a slip that would stretch every chart. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2199;
const MINUTE = 60_000;

/**
 * Milliseconds since 1970 UTC of one of the sender's two date forms; a date without a zone is UTC. Null when the text is
 * no real instant: V8's own parser would take 30 February for 2 March, and "0" for the year 2000.
 */
export function parseInstant(text: string): number | null {
  const trimmed = text.trim();
  const documented = DOCUMENTED.exec(trimmed);
  if (documented) {
    const [, day, month, year, ...rest] = documented;
    return compose(Number(year), MONTHS.indexOf(month ?? "") + 1, Number(day), rest);
  }
  const iso = ISO.exec(trimmed);
  if (!iso) return null;
  const [, year, month, day, ...rest] = iso;
  return compose(Number(year), Number(month), Number(day), rest);
}

function compose(year: number, month: number, day: number, clock: (string | undefined)[]): number | null {
  const [hour, minute, second] = [Number(clock[0] ?? 0), Number(clock[1] ?? 0), Number(clock[2] ?? 0)];
  const millisecond = Number((clock[3] ?? "").slice(0, 3).padEnd(3, "0"));
  if (year < FIRST_YEAR || year > LAST_YEAR || hour > 23 || minute > 59 || second > 59) return null;
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day) return null;
  const offset = offsetMinutes(clock[4]);
  return offset === null ? null : instant.getTime() - offset * MINUTE;
}

function offsetMinutes(zone: string | undefined): number | null {
  const [, sign, hours, minutes = 0] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? "") ?? [];
  if (sign === undefined) return 0;
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset > 18 * 60 || Number(minutes) > 59) return null;
  return sign === "-" ? -offset : offset;
}
