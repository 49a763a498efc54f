"use server";

import { headers } from "next/headers";
import { formats, localeOf } from "@/components/format/formats";
import { previewWords } from "@/components/settings/preview-words";
import { requireUser } from "@/lib/auth/current-user";
import { isStoreNotReady } from "@/lib/columns/store";
import { reportContext } from "@/lib/reports/context";
import { settingsPreview } from "@/lib/reports/settings-preview";
import { checkSettings } from "@/lib/settings";

/** What the form's values would change; a sentence each. Of values that are not allowed, why. */
export async function previewGeneral(form: FormData): Promise<string[]> {
  await requireUser("administrator");
  const change = checkSettings({
    reportingZone: String(form.get("reportingZone") ?? ""),
    completionThreshold: Number(form.get("completionThreshold")),
  });
  if (typeof change === "string") return [change];
  const ctx = await reportContext();
  const locale = localeOf((await headers()).get("accept-language"));
  const { reportingZone: zone, completionThreshold } = change;
  try {
    return previewWords(await settingsPreview(ctx, { reportingZone: zone, completionThreshold }), {
      zones: { before: ctx.settings.reportingZone, after: zone },
      formats: { before: formats(locale, ctx.settings.reportingZone), after: formats(locale, zone) },
    });
  } catch (error) {
    if (isStoreNotReady(error)) return [];
    throw error;
  }
}
