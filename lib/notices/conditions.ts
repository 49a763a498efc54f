import { db, type Tx } from "../db";
import type { DeliveryAlarms } from "../reports/delivery-alarms";
import { CONDITIONS, type ConditionName, type NoticeConfig } from "./config";
import { channelsOf, queueNotice, withdrawNotices } from "./outbox";
import { conditionText, resumedText } from "./words";

/** One that comes and goes is told of no oftener. */
const QUIET_MS = 3_600_000;

/**
 * Compares what is the matter now with what was told already, and puts what is new on its way: once for each condition
 * until it clears. In one transaction, so that of several instances one tells.
 */
export async function noteConditions(
  alarms: DeliveryAlarms,
  config: NoticeConfig,
  origin: string,
  now = Date.now(),
): Promise<void> {
  const holds: Record<ConditionName, boolean> = {
    stopped: alarms.stopped !== null,
    waiting: alarms.waiting.length > 0,
    refused: alarms.refused !== null,
  };
  const known = await db().read.condition.findMany({ where: { name: { in: [...CONDITIONS] } } });
  const isQuiet = (name: ConditionName) => {
    const held = known.find((one) => one.name === name);
    if (!holds[name]) return !held?.active;
    if (!held?.active) return false;
    return !tells(config, name) || (held.toldAt !== null && held.toldAt >= held.since);
  };
  if (CONDITIONS.every(isQuiet)) return;
  await db().write(async (tx) => {
    await tx.$executeRaw`UPDATE counter SET revision = revision WHERE id = 1`;
    for (const name of CONDITIONS) await note(tx, name, holds[name], { alarms, config, origin, now });
  });
}

/** What nobody can be told of now is told once somebody can, if it lasts. */
const tells = (config: NoticeConfig, name: ConditionName) => config[name] && channelsOf(config).length > 0;

interface Seen {
  alarms: DeliveryAlarms;
  config: NoticeConfig;
  origin: string;
  now: number;
}

async function note(tx: Tx, name: ConditionName, holds: boolean, { alarms, config, origin, now }: Seen): Promise<void> {
  const held = await tx.condition.findUnique({ where: { name } });
  const wasTold = held?.active && held.toldAt !== null && held.toldAt >= held.since;
  if (!holds) {
    if (!held?.active) return;
    const untold = await withdrawNotices(tx, name);
    // Whoever was not told need not be spared the next one.
    const nobody = untold.length > 0 && channelsOf(config).every((channel) => untold.includes(channel));
    await tx.condition.update({ where: { name }, data: { active: false, ...(nobody && { toldAt: null }) } });
    if (name === "stopped" && wasTold && config.stopped)
      await queueNotice(tx, resumedText(origin), config, now, untold);
    return;
  }
  const since = held?.active ? held.since : BigInt(now);
  const tooSoon = held?.toldAt != null && Number(held.toldAt) + QUIET_MS > now;
  const tell = tells(config, name) && !wasTold && !tooSoon;
  const told = tell ? { toldAt: now } : {};
  await tx.condition.upsert({
    where: { name },
    create: { name, active: true, since, ...told },
    update: { active: true, since, ...told },
  });
  if (tell) await queueNotice(tx, conditionText(name, alarms, origin), config, now);
}
