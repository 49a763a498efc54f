"use server";

import { revalidatePath } from "next/cache";
import type { SegmentState } from "@/components/filters/segments-menu";
import { requireUser } from "@/lib/auth/current-user";
import { deleteSegment, saveSegment } from "@/lib/segments";

export async function keepSegment(state: SegmentState, form: FormData): Promise<SegmentState> {
  const user = await requireUser();
  try {
    await saveSegment(user, {
      name: String(form.get("name") ?? ""),
      shared: form.get("shared") === "on",
      search: String(form.get("search") ?? ""),
    });
  } catch (error) {
    if (!(error instanceof Error && "detail" in error)) throw error;
    return { ...state, error: error.message };
  }
  revalidatePath("/", "layout");
  return { error: null, saved: state.saved + 1 };
}

export async function removeSegment(id: string): Promise<void> {
  await deleteSegment(await requireUser(), String(id));
  revalidatePath("/", "layout");
}
