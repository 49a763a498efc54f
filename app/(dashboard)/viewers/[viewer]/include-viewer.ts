"use server";

import { revalidatePath } from "next/cache";
import { requireUser } from "@/lib/auth/current-user";
import { include } from "@/lib/privacy/exclusions";

/** Takes back the rule that leaves a viewer out. */
export async function includeViewer(rule: string): Promise<void> {
  const { id: actor } = await requireUser("administrator");
  await include(String(rule), actor);
  revalidatePath("/", "layout");
}
