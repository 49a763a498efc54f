import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { isStoreNotReady } from "@/lib/columns/store";
import { reportContext } from "@/lib/reports/context";
import { isViewer, viewerKeyOf } from "@/lib/reports/viewer";

interface Props {
  params: Promise<{ viewer: string }>;
  children: ReactNode;
}

/** Above the page's skeleton, where the answer's status can still be 404. While the store fills nobody knows: the page says so. */
export default async function ViewerLayout({ params, children }: Props) {
  const key = viewerKeyOf((await params).viewer);
  const known = await isViewer(await reportContext(), key).catch((error: unknown) => {
    if (isStoreNotReady(error)) return true;
    throw error;
  });
  if (!known) notFound();
  return children;
}
