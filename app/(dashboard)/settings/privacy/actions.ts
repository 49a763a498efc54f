"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { ExclusionsState } from "@/components/privacy/exclusions-panel";
import type { PeopleState } from "@/components/privacy/people-panel";
import type { RetentionState } from "@/components/privacy/retention-form";
import { PRIVACY_WORDS } from "@/components/privacy/words";
import { requireUser } from "@/lib/auth/current-user";
import { countOf } from "@/lib/privacy/elsewhere";
import { person } from "@/lib/privacy/erase";
import { erasureJob, settledErasure, startErasure } from "@/lib/privacy/erasure-job";
import { exclude, include } from "@/lib/privacy/exclusions";
import { elsewhere, quarantinedOf } from "@/lib/privacy/leftovers";
import { namesOf } from "@/lib/privacy/names";
import { type Asked, readAsked } from "@/lib/privacy/person";
import { countPast, retainAnew, retentionLimit } from "@/lib/privacy/retention";
import { Problem } from "@/lib/problem";
import { caughtUp } from "@/lib/reports/caught-up";
import { changeSettings } from "@/lib/settings";

/** Most erasures are done by then; longer ones go on without the browser. */
const SETTLE_MS = 2_000;

const MOST_TYPED = 500;
const textOf = (form: FormData, name: string) => String(form.get(name) ?? "").slice(0, MOST_TYPED);

/** Finds somebody, or erases who was found. */
export async function actOnPerson(state: PeopleState, form: FormData): Promise<PeopleState> {
  const { id: actor } = await requireUser("administrator");
  const asked = readAsked(form);
  const serial = state.serial + 1;
  const typed = { by: textOf(form, "by"), value: textOf(form, "value") };
  const nobody = (tone: "danger" | "info", text: string) => ({ found: null, typed, message: { tone, text }, serial });
  if (asked === null) return nobody("danger", "Enter whom to look for.");
  if (asked.by === "email" && !asked.value.includes("@")) return nobody("danger", PRIVACY_WORDS.notEmail);
  if (form.get("intent") === "erase") {
    const failed = await erase(asked, form, actor);
    return failed === null ? { found: null, typed: null, message: null, serial } : nobody("danger", failed);
  }
  const found = await person(asked);
  const names = await namesOf(found.keys);
  const isKnown = found.views.length + names.length > 0;
  const other = isKnown ? undefined : await knownAs(asked);
  if (other) return nobody("info", PRIVACY_WORDS.otherKind(PRIVACY_WORDS.by[other]));
  const quarantined = isKnown ? await quarantinedOf(found) : 0;
  // Looked for where there is nothing else: it takes long, and what is found is erased and handed out in any case.
  const records = isKnown ? 0 : countOf(await elsewhere(found));
  if (!isKnown && records === 0) return nobody("info", PRIVACY_WORDS.nobody);
  const { viewers, views, shared } = found;
  return {
    found: {
      asked,
      names: names.length > 0 ? names : [asked.value],
      views: views.length,
      viewers,
      quarantined,
      records,
      shared,
    },
    typed: null,
    message: null,
    serial,
  };
}

/** By which other kind of identifier somebody is known under this value. */
async function knownAs({ by, value }: Asked): Promise<Asked["by"] | undefined> {
  for (const other of ["custom", "viewer"] as const) {
    const asked =
      other === by
        ? null
        : readAsked(
            new Map([
              ["by", other as string],
              ["value", value],
            ]),
          );
    if (asked && (await person(asked)).views.length > 0) return other;
  }
  return undefined;
}

/** Has somebody erased; the page tells how far that is. A sentence where it could not be begun. */
async function erase(asked: Asked, form: FormData, actor: string): Promise<string | null> {
  try {
    const id = await startErasure({ asked, counted: form.get("counts") !== "dropped", actor });
    await settledErasure(id, SETTLE_MS);
    await caughtUp();
    revalidatePath("/", "layout");
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
}

/** Erases the viewer on whose page one is, and leads to what is left, or to where it is told how far that is. */
export async function eraseViewer(form: FormData): Promise<void> {
  const { id: actor } = await requireUser("administrator");
  const asked = readAsked(form);
  if (asked === null) redirect("/viewers");
  await erase(asked, form, actor);
  const job = await erasureJob();
  if (job?.state !== "done") redirect("/settings/privacy");
  const counted = form.get("counts") !== "dropped";
  redirect(job.erased && counted ? `/viewers/${job.erased.pseudonym}?period=all` : "/viewers");
}

/** Adds a rule (`value`), or takes one back (`id`). */
export async function actOnExclusions(state: ExclusionsState, form: FormData): Promise<ExclusionsState> {
  const { id: actor } = await requireUser("administrator");
  try {
    if (form.has("id")) await include(String(form.get("id")), actor);
    else {
      const value = String(form.get("value") ?? "").slice(0, 400);
      await exclude(form.get("kind") === "viewer" ? { kind: "viewer", value } : value, actor);
    }
    await caughtUp();
  } catch (error) {
    if (error instanceof Problem) return { ...state, error: error.detail, typed: textOf(form, "value") };
    throw error;
  }
  revalidatePath("/", "layout");
  return { error: null, saved: state.saved + 1, typed: "" };
}

/** Says what would be deleted, and with `save` has it done from now on. */
export async function actOnRetention(_: RetentionState, form: FormData): Promise<RetentionState> {
  const { id: actor } = await requireUser("administrator");
  const given = String(form.get("months") ?? "").trim();
  const months = given === "" ? null : Number(given);
  const nothing = { preview: null, saved: false, error: null, typed: null };
  try {
    if (months === null || form.has("save")) {
      await changeSettings({ keepViewsMonths: months }, actor);
      await retainAnew();
      revalidatePath("/", "layout");
      return { ...nothing, saved: true };
    }
    if (!Number.isInteger(months) || months < 1 || months > 1_200)
      return { ...nothing, error: "Months for views are a whole number from 1 to 1200.", typed: given.slice(0, 20) };
    const before = new Date(retentionLimit(months, Date.now())).toISOString().slice(0, 10);
    return { ...nothing, preview: { months, views: await countPast(months), before } };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { ...nothing, error: error.issues.map(({ message }) => message).join(" "), typed: given.slice(0, 20) };
  }
}
