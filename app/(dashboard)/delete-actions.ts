"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { DeleteState } from "@/components/privacy/delete-views";
import { requireUser } from "@/lib/auth/current-user";
import { log } from "@/lib/log";
import { deleteSelection } from "@/lib/privacy/delete-selection";
import { deleteViews } from "@/lib/privacy/delete-views";
import { Problem } from "@/lib/problem";
import { parseFilters } from "@/lib/query/url";
import { caughtUp } from "@/lib/reports/caught-up";
import { type ReportContext, reportContext } from "@/lib/reports/context";
import { isViewer, pageOfViewer, viewerKeyOf } from "@/lib/reports/viewer";

/** On whose page the button was pressed */
const place = z.object({
  viewer: z
    .string()
    .max(200)
    .transform((text) => viewerKeyOf(text))
    .optional(),
});
const selection = z.object({ search: z.string().max(16_000), told: z.coerce.number().int().positive() });

/** Deletes one view (`id`), or those that filters mean (`search`); where they were all of `viewer`, leads to the others. */
export async function deleteWanted(_: DeleteState, form: FormData): Promise<DeleteState> {
  const { id: actor } = await requireUser("administrator");
  const ctx = await reportContext();
  let viewer: string | undefined;
  try {
    viewer = place.parse(Object.fromEntries(form)).viewer;
    if (form.has("id")) await deleteViews([z.uuid().parse(form.get("id"))], actor);
    else {
      const { search, told } = selection.parse(Object.fromEntries(form));
      const { filters, ignored } = parseFilters(new URLSearchParams(search));
      // A filter that was not understood would mean more views than was said.
      if (ignored.length > 0) throw new Problem(400, "These filters cannot be used. Load the page again.");
      const page = viewer === undefined ? filters : pageOfViewer(filters, viewer);
      await deleteSelection(ctx, page, told);
    }
  } catch (error) {
    if (error instanceof Problem) return { error: error.detail };
    if (error instanceof z.ZodError) return { error: "This form cannot be used. Load the page again." };
    throw error;
  }
  const gone = await isGone(ctx, viewer);
  revalidatePath("/", "layout");
  // A page rendered to "not found" by an action, and renewed by a live event meanwhile, was seen to fail in the browser.
  if (gone) redirect("/viewers");
  return { error: null };
}

/** Whether a viewer has no view left. What is deleted is deleted: a store that cannot say so makes no failure of it. */
async function isGone(ctx: ReportContext, viewer: string | undefined): Promise<boolean> {
  try {
    await caughtUp();
    return viewer !== undefined && (await isViewer(ctx, viewer)) === false;
  } catch (error) {
    log().warn({ why: String(error) }, "views are deleted, but reports cannot say yet what is left");
    return false;
  }
}
