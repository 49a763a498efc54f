import { env } from "../env";
import { takeLease } from "../lease";
import { log } from "../log";
import { oncePerProcess } from "../process";
import { alarmsAt } from "../reports/delivery-alarms";
import { noteConditions } from "./conditions";
import { noticeConfig } from "./config";
import { channelsOf, pruneNotices, sendDue } from "./outbox";
import { noteWeek } from "./weekly";

const EVERY_MS = 60_000;
/** The first time, once the start has settled and deliveries that were held up have come. */
const FIRST_MS = 120_000;
/** In the settings table: which minute's look somebody has taken on. */
const LEASE = "noticedAt";

/** Looks once a minute from now on whether somebody is to be told of something, until the process ends. */
export function startNotices(): void {
  oncePerProcess("notices", () => {
    setTimeout(() => {
      void look();
      setInterval(() => void look(), EVERY_MS).unref();
    }, FIRST_MS).unref();
    return true;
  });
}

/** One look. Nothing is asked of the database beyond the settings while nobody is to be told. */
export async function look(now = Date.now()): Promise<void> {
  try {
    const config = await noticeConfig();
    if (channelsOf(config).length === 0) return;
    if (await takeLease(LEASE, EVERY_MS / 2, now)) {
      await noteConditions(await alarmsAt(now), config, appOrigin(), now);
      await noteWeek(config, appOrigin(), now);
      await pruneNotices(now);
    }
    await sendDue(config, now);
  } catch (error) {
    // A store that is filling, or a database that is away: in a minute it is tried again.
    log().warn({ error: String(error) }, "notices were not looked after; it is tried again in a minute");
  }
}

/** Links in notices need the public address; without one they point to this machine. */
export function appOrigin(): string {
  const { APP_URL, PORT } = env();
  return APP_URL === undefined ? `http://localhost:${PORT}` : new URL(APP_URL).origin;
}
