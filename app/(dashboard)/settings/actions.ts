"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import type { AddKeyState } from "@/components/settings/add-key";
import type { GeneralState } from "@/components/settings/general-form";
import { requireUser } from "@/lib/auth/current-user";
import { publicOrigin } from "@/lib/auth/request";
import { createWebhookKey, retireWebhookKey } from "@/lib/ingest/keys";
import { sampleCurl } from "@/lib/mindstamp/sample-curl";
import { changeSettings } from "@/lib/settings";

export async function addKey(_: AddKeyState, form: FormData): Promise<AddKeyState> {
  await requireUser("administrator");
  try {
    const { key } = await createWebhookKey({
      label: String(form.get("label") ?? ""),
      key: String(form.get("key") ?? ""),
    });
    revalidatePath("/settings");
    const webhookUrl = `${publicOrigin(await headers())}/api/webhooks/views`;
    const curl = sampleCurl({ webhookUrl, key, now: new Date(), id: crypto.randomUUID() });
    return { error: null, added: { key, curl } };
  } catch (error) {
    return { error: (error as Error).message, added: null };
  }
}

export async function retireKey(form: FormData): Promise<void> {
  await requireUser("administrator");
  await retireWebhookKey(String(form.get("id") ?? ""));
  revalidatePath("/settings");
}

export async function saveGeneral(_: GeneralState, form: FormData): Promise<GeneralState> {
  await requireUser("administrator");
  const tags = ["tag1", "tag2", "tag3", "tag4", "tag5"] as const;
  const labels = tags
    .map((tag) => [tag, String(form.get(tag) ?? "").trim()] as const)
    .filter(([, label]) => label !== "");
  try {
    await changeSettings({
      reportingZone: String(form.get("reportingZone") ?? ""),
      completionThreshold: Number(form.get("completionThreshold")),
      tagLabels: Object.fromEntries(labels),
    });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { saved: false, error: error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join(". ") };
  }
  revalidatePath("/", "layout");
  return { saved: true, error: null };
}
