import { db } from "../db";
import { dayAt, formatDay, startOfDay } from "../query/calendar";
import type { PageFilters } from "../query/filters";
import { type ReportContext, systemContext } from "../reports/context";
import { course } from "../reports/course";
import type { MetricCard } from "../reports/metric-cards";
import { type VideoRow, videos } from "../reports/videos";
import { settings } from "../settings";
import type { NoticeConfig } from "./config";
import { channelsOf, queueNotice, type Told } from "./outbox";

const NAME = "weekly";
const HOUR_MS = 3_600_000;
/** On Monday, by the reporting zone's clock. */
const AT_HOUR = 8;
/** 1970-01-01 was a Thursday. */
const THURSDAY = 3;
const TOP = 5;

const whole = new Intl.NumberFormat("en");
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/**
 * On Mondays, puts last week's figures on their way, once whatever instance comes first. Who turns it on is told for the
 * first time on the Monday after.
 */
export async function noteWeek(config: NoticeConfig, origin: string, now = Date.now()): Promise<void> {
  if (!config.weekly || channelsOf(config).length === 0) return;
  const { reportingZone: zone } = await settings();
  const today = dayAt(now, zone);
  const monday = today - ((today + THURSDAY) % 7);
  const held = await db().read.condition.findUnique({ where: { name: NAME } });
  const week = BigInt(monday);
  if (held === null) {
    // Two at once: the second finds that the week is noted.
    await db().write(
      (tx) => tx.$executeRaw`INSERT INTO conditions (name, active, since) VALUES (${NAME}, TRUE, ${week})
        ON CONFLICT (name) DO NOTHING`,
    );
    return;
  }
  if (held.since >= week || now < startOfDay(monday, zone) + AT_HOUR * HOUR_MS) return;
  const told = await weekText(await systemContext(new Date(now)), monday, origin);
  await db().write(async (tx) => {
    const taken = await tx.condition.updateMany({
      where: { name: NAME, since: held.since },
      data: { since: week, toldAt: now },
    });
    if (taken.count === 1) await queueNotice(tx, told, config, now);
  });
}

/** The figures of the seven days before a Monday, beside those of the week before. Names no viewer. */
export async function weekText(ctx: ReportContext, monday: number, origin: string): Promise<Told> {
  const [from, to] = [formatDay(monday - 7), formatDay(monday - 1)];
  const page: PageFilters = {
    ...{ period: "custom", from, to, compare: "previous", filters: [], page: 1, pageSize: TOP, bom: false },
    sort: { column: "views", descending: true },
  };
  const [{ cards }, top] = await Promise.all([course(ctx, page), videos(ctx, page)]);
  const views = cards.find(({ name }) => name === "views")?.value ?? 0;
  return {
    kind: "weekly",
    subject: `Last week: ${whole.format(views)} ${views === 1 ? "view" : "views"}`,
    text: [
      `${from} to ${to}, beside the week before (times in ${ctx.settings.reportingZone}):`,
      "",
      ...cards.map(cardLine),
      ...(top.rows.length > 0 ? ["", "Most viewed:", ...top.rows.map(videoLine)] : []),
      "",
      `${origin}/overview?period=custom&from=${from}&to=${to}`,
    ].join("\n"),
  };
}

const WORDS: Record<MetricCard["name"], string> = {
  views: "Views",
  viewers: "Viewers",
  time_on_video: "Time on video",
  average_watched: "Watched",
  completion: "Completed",
  participation: "Took part",
  correctness: "Answered right",
};

function cardLine({ name, kind, value, change }: MetricCard): string {
  const figure =
    value === null
      ? "unknown"
      : kind === "percent"
        ? percent.format(value / 100)
        : kind === "seconds"
          ? `${whole.format(Math.round(value / 3_600))} h`
          : whole.format(value);
  const sign = change !== null && change > 0 ? "+" : "";
  const unit = kind === "percent" ? " points" : " %";
  return `  ${WORDS[name]}: ${figure}${change === null ? "" : ` (${sign}${whole.format(Math.round(change))}${unit})`}`;
}

function videoLine({ video, title, figures }: VideoRow): string {
  const name = title ?? (video === null ? "No video named" : `Video ${video.slice(0, 8)}`);
  return `  ${whole.format(figures.views.value ?? 0)}  ${name.replace(/\s+/g, " ").slice(0, 100)}`;
}
