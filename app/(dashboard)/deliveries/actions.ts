"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ActionState } from "@/components/deliveries/acting";
import { auditAlone } from "@/lib/audit";
import { requireUser } from "@/lib/auth/current-user";
import { IngestBusy, IngestUnavailable } from "@/lib/ingest/ingest";
import { bringBack, dismiss, endSilence, silence } from "@/lib/ingest/quarantine";
import { type Replayed, replay, replayKind } from "@/lib/ingest/replay";
import { renewAlarms } from "@/lib/reports/delivery-alarms";

/** An action answers within this; what is left is done by another. */
const WORK_MS = 8_000;

const records = z.object({
  intent: z.enum(["replay", "dismiss", "bring back"]),
  ids: z.array(z.string().min(1).max(100)).min(1, "Choose at least one record.").max(200),
});
const kinds = z.object({
  intent: z.enum(["replay", "silence", "end silence"]),
  reason: z.string().min(1).max(200),
  path: z
    .string()
    .max(500)
    .transform((path) => path || null),
  // A clock that runs ahead would let views through that block every later update of theirs.
  startedAt: z.coerce
    .number()
    .int()
    .positive()
    .refine((at) => at <= Date.now())
    .optional(),
});

/** Does to quarantined records what the form says: to those that it names, or to all of the kind that it names. */
export async function actOnQuarantine(_: ActionState, form: FormData): Promise<ActionState> {
  const { id: actor } = await requireUser("administrator");
  return form.has("reason") ? actOnKind(form, actor) : actOnRecords(form, actor);
}

async function actOnRecords(form: FormData, actor: string): Promise<ActionState> {
  const wanted = records.safeParse({ intent: form.get("intent"), ids: form.getAll("id") });
  if (!wanted.success) return failed(wanted.error.issues[0]?.message);
  const { intent, ids } = wanted.data;
  return answering(async () => {
    if (intent === "replay") {
      const done = await replay(ids);
      await auditAlone({ actor, action: "quarantine.replayed", details: { ...done.outcomes, skipped: done.skipped } });
      return replayedState(done);
    }
    const count = await (intent === "dismiss" ? dismiss(ids) : bringBack(ids));
    const action = intent === "dismiss" ? "quarantine.dismissed" : "quarantine.restored";
    await auditAlone({ actor, action, details: { records: count } });
    const done = intent === "dismiss" ? "dismissed" : "brought back";
    return { tone: "good", message: `${count === 1 ? "1 record" : `${count} records`} ${done}.` };
  });
}

async function actOnKind(form: FormData, actor: string): Promise<ActionState> {
  const wanted = kinds.safeParse(Object.fromEntries(form));
  if (!wanted.success) return failed(wanted.error.issues[0]?.message);
  const { intent, startedAt = Date.now(), ...kind } = wanted.data;
  return answering(async () => {
    if (intent === "replay") {
      const { complete, ...done } = await replayKind(kind, { startedAt, deadline: Date.now() + WORK_MS });
      const details = { reason: kind.reason, ...done.outcomes, skipped: done.skipped };
      await auditAlone({ actor, action: "quarantine.replayed", details });
      return { ...replayedState(done), goOn: complete ? undefined : { ...kind, startedAt } };
    }
    if (intent === "end silence") {
      await endSilence(kind);
      await auditAlone({ actor, action: "quarantine.unsilenced", details: { reason: kind.reason } });
      return {
        tone: "good",
        message: "From now on deliveries like these wait in quarantine again, and raise an alarm.",
      };
    }
    const count = await silence(kind);
    await auditAlone({ actor, action: "quarantine.silenced", details: { reason: kind.reason, records: count } });
    return { tone: "good", message: `${count} dismissed. Deliveries like these are dismissed on arrival from now on.` };
  });
}

async function answering(work: () => Promise<ActionState>): Promise<ActionState> {
  try {
    const state = await work();
    renewAlarms();
    revalidatePath("/", "layout");
    return state;
  } catch (error) {
    if (error instanceof IngestBusy || error instanceof IngestUnavailable)
      return failed("The database could not take it just now. Nothing is lost: try again shortly.");
    throw error;
  }
}

const failed = (message = "This form cannot be used. Load the page again."): ActionState => ({
  tone: "danger",
  message,
});

function replayedState({ outcomes, skipped }: Replayed): ActionState {
  const { applied, duplicate, stale, quarantined } = outcomes;
  const parts = [
    applied > 0 && `${applied} applied`,
    duplicate > 0 && `${duplicate} known already`,
    stale > 0 && `${stale} out of date`,
    quarantined > 0 && `${quarantined} still unreadable, and kept`,
    skipped > 0 && `${skipped} not replayed: dealt with before, or without a body`,
  ].filter(Boolean);
  return {
    tone: quarantined > 0 ? "warning" : "good",
    message: parts.length === 0 ? "There was nothing to replay." : `Replayed: ${parts.join(", ")}.`,
  };
}
