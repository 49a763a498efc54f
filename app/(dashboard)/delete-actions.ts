"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { DeleteState } from "@/components/privacy/delete-views";
import { requireUser } from "@/lib/auth/current-user";
import { deleteSelection } from "@/lib/privacy/delete-selection";
import { deleteViews } from "@/lib/privacy/delete-views";
import { Problem } from "@/lib/problem";
import { parseFilters } from "@/lib/query/url";
import { caughtUp } from "@/lib/reports/caught-up";
import { reportContext } from "@/lib/reports/context";
import { pageOfViewer, viewerKeyOf } from "@/lib/reports/viewer";

const selection = z.object({
  search: z.string().max(16_000),
  viewer: z.string().max(200).optional(),
  told: z.coerce.number().int().positive(),
});

/** Deletes one view (`id`), or those that filters mean (`search`, and `viewer` on a viewer's page). */
export async function deleteWanted(_: DeleteState, form: FormData): Promise<DeleteState> {
  const { id: actor } = await requireUser("administrator");
  try {
    if (form.has("id")) await deleteViews([z.uuid().parse(form.get("id"))], actor);
    else {
      const { search, viewer, told } = selection.parse(Object.fromEntries(form));
      const { filters, ignored } = parseFilters(new URLSearchParams(search));
      // A filter that was not understood would mean more views than was said.
      if (ignored.length > 0) throw new Problem(400, "These filters cannot be used. Load the page again.");
      const page = viewer === undefined ? filters : pageOfViewer(filters, viewerKeyOf(viewer));
      await deleteSelection(await reportContext(), page, told);
    }
    await caughtUp();
  } catch (error) {
    if (error instanceof Problem) return { error: error.detail };
    if (error instanceof z.ZodError) return { error: "This form cannot be used. Load the page again." };
    throw error;
  }
  revalidatePath("/", "layout");
  return { error: null };
}
