"use server";

import { randomUUID } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { NoticeState } from "@/components/settings/notice-forms";
import { audit } from "@/lib/audit";
import { requireUser } from "@/lib/auth/current-user";
import { db } from "@/lib/db";
import { type Channel, send } from "@/lib/notices/channels";
import { changeNoticeConfig, type NoticeConfig, newSecret, noticeConfig } from "@/lib/notices/config";
import { NotSent } from "@/lib/notices/message";
import { appOrigin } from "@/lib/notices/watch";
import { testText } from "@/lib/notices/words";

export async function saveChoices(_: NoticeState, form: FormData): Promise<NoticeState> {
  const [stopped, waiting, refused, weekly] = ["stopped", "waiting", "refused", "weekly"].map((name) => form.has(name));
  return change({ stopped, waiting, refused, weekly });
}

export async function saveEmail(_: NoticeState, form: FormData): Promise<NoticeState> {
  const recipients = String(form.get("recipients") ?? "")
    .split(/[\s,;]+/)
    .filter((text) => text !== "");
  return changeAndTest({ recipients: [...new Set(recipients)] }, form, "email");
}

export async function saveWebhook(_: NoticeState, form: FormData): Promise<NoticeState> {
  const webhook = String(form.get("webhook") ?? "").trim() || null;
  const secret = form.get("do") === "renew" ? { secret: newSecret() } : {};
  return changeAndTest({ webhook, ...secret }, form, "webhook");
}

async function changeAndTest(changed: Partial<NoticeConfig>, form: FormData, channel: Channel): Promise<NoticeState> {
  const state = await change(changed);
  if (form.get("do") !== "test" || state.said?.tone === "danger") return state;
  const message = { id: randomUUID(), createdAt: Date.now(), ...testText(appOrigin()) };
  try {
    await send(channel, message, await noticeConfig());
    return { said: { tone: "good", text: "Saved, and the test was sent." } };
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
    return { said: { tone: "danger", text: `Saved, but the test was not sent. ${error.message}` } };
  }
}

async function change(changed: Partial<NoticeConfig>): Promise<NoticeState> {
  const { id: actor } = await requireUser("administrator");
  try {
    await db().write(async (tx) => {
      const names = Object.keys(changed).map((name) => `notices.${name}`);
      await audit(tx, { actor, action: "settings.changed", details: { settings: names.sort() } });
      await changeNoticeConfig(tx, changed);
    });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { said: { tone: "danger", text: error.issues.map(({ message }) => message).join(" ") } };
  }
  revalidatePath("/settings/notifications");
  return { said: { tone: "good", text: "Saved." } };
}
