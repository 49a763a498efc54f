"use server";

import { revalidatePath } from "next/cache";
import { requireUser } from "@/lib/auth/current-user";
import { include } from "@/lib/privacy/exclusions";
import { caughtUp } from "@/lib/reports/caught-up";

/** Takes back the rule that leaves a viewer out. */
export async function includeViewer(rule: string): Promise<void> {
  const { id: actor } = await requireUser("administrator");
  await include(String(rule), actor);
  await caughtUp();
  revalidatePath("/", "layout");
}
