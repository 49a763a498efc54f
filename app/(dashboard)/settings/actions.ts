"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import type { GeneralState } from "@/components/settings/general-form";
import type { KeysState } from "@/components/settings/webhook-keys";
import { requireUser } from "@/lib/auth/current-user";
import { shownOrigin } from "@/lib/auth/request";
import { createWebhookKey, retireWebhookKey, rotateWebhookKey } from "@/lib/ingest/keys";
import { sampleCurl } from "@/lib/mindstamp/sample-curl";
import { Problem } from "@/lib/problem";
import { parseDay, startOfDay } from "@/lib/query/calendar";
import { changeSettings, type Settings, settings } from "@/lib/settings";

const newKey = z.object({
  key: z.string().max(500, "A webhook key has at most 500 characters.").default(""),
  label: z.string().max(60, "A label has at most 60 characters.").default(""),
  lastDay: z
    .string()
    .refine((text) => text === "" || parseDay(text) !== null, "The last day is a date.")
    .default(""),
});
const rotation = z.object({
  rotate: z.uuid("There is no such key."),
  days: z.coerce.number().int().min(0).max(90, "The old key works for at most 90 days more."),
});

/** Adds a webhook key, or makes one that follows another. */
export async function addKey(_: KeysState, form: FormData): Promise<KeysState> {
  const { id: actor } = await requireUser("administrator");
  try {
    const { key, oldExpiresAt } = form.has("rotate") ? await rotated(form, actor) : await added(form, actor);
    revalidatePath("/settings");
    const webhookUrl = `${shownOrigin(await headers())}/api/webhooks/views`;
    const curl = sampleCurl({ webhookUrl, key, now: new Date(), id: crypto.randomUUID() });
    return { error: null, added: { key, curl, oldUntil: oldExpiresAt?.toISOString() ?? null } };
  } catch (error) {
    return { error: sentenceOf(error), added: null };
  }
}

async function added(form: FormData, actor: string) {
  const given = newKey.parse(Object.fromEntries(form));
  const { label, lastDay } = given;
  const key = form.has("make") ? "" : given.key.trim();
  if (key === "" && !form.has("make"))
    throw new Problem(400, "Paste the key that Mindstamp shows, or press Make a key.");
  const day = parseDay(lastDay);
  const expiresAt = day === null ? undefined : new Date(startOfDay(day + 1, (await settings()).reportingZone));
  if (expiresAt && expiresAt <= new Date()) throw new Problem(400, "The last day is over already.");
  return { ...(await createWebhookKey({ key, label, expiresAt, actor })), oldExpiresAt: null };
}

function rotated(form: FormData, actor: string) {
  const { rotate, days } = rotation.parse(Object.fromEntries(form));
  return rotateWebhookKey(rotate, days, { actor });
}

/** What the user can mend; anything else goes on as the failure that it is. */
function sentenceOf(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  if (error instanceof z.ZodError) return error.issues.map(({ message }) => message).join(" ");
  throw error;
}

export async function retireKey(form: FormData): Promise<void> {
  const { id: actor } = await requireUser("administrator");
  await retireWebhookKey(z.uuid().parse(form.get("id")), actor);
  revalidatePath("/settings");
}

export async function saveGeneral(_: GeneralState, form: FormData): Promise<GeneralState> {
  const tags = ["tag1", "tag2", "tag3", "tag4", "tag5"] as const;
  const labels = tags
    .map((tag) => [tag, String(form.get(tag) ?? "").trim()] as const)
    .filter(([, label]) => label !== "");
  return save({
    reportingZone: String(form.get("reportingZone") ?? ""),
    completionThreshold: Number(form.get("completionThreshold")),
    tagLabels: Object.fromEntries(labels),
  });
}

export async function saveKeeping(_: GeneralState, form: FormData): Promise<GeneralState> {
  const [keepBodiesDays, keepLedgerDays] = [Number(form.get("keepBodiesDays")), Number(form.get("keepLedgerDays"))];
  if (keepBodiesDays > keepLedgerDays)
    return { saved: false, error: "A body cannot be kept longer than the delivery that it belongs to." };
  return save({ keepBodiesDays, keepLedgerDays });
}

async function save(change: Partial<Settings>): Promise<GeneralState> {
  const { id: actor } = await requireUser("administrator");
  try {
    await changeSettings(change, actor);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { saved: false, error: sentenceOf(error) };
  }
  revalidatePath("/", "layout");
  return { saved: true, error: null };
}
