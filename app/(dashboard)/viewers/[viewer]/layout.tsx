import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ExcludedViewer } from "@/components/privacy/excluded-viewer";
import { PageHeader } from "@/components/shell/page-header";
import { viewerWord } from "@/components/words";
import { exclusionOf } from "@/lib/privacy/exclusions";
import { frameContext } from "@/lib/reports/context";
import { isViewer, viewerKeyOf, viewerName } from "@/lib/reports/viewer";
import { AccountCorner } from "../../account-corner";
import { includeViewer } from "./include-viewer";

interface Props {
  params: Promise<{ viewer: string }>;
  children: ReactNode;
}

/** Above the page's skeleton, where the answer's status can still be 404. While the store fills nobody knows: the page says so. */
export default async function ViewerLayout({ params, children }: Props) {
  const key = viewerKeyOf((await params).viewer);
  const { ctx } = await frameContext();
  // Before the page asks for its figures, which take longer: the answer's first byte waits for this.
  const there = isViewer(ctx, key);
  // Heard further down, where it matters
  there.catch(() => {});
  const { excluded, rule } = await exclusionOf(key);
  if (excluded) {
    const administrates = ctx.user?.role === "administrator";
    return (
      <>
        <PageHeader title={(await viewerName(ctx, key)) ?? viewerWord(key)}>
          <AccountCorner user={ctx.user} />
        </PageHeader>
        <ExcludedViewer administrates={administrates} include={rule === null ? null : includeViewer.bind(null, rule)} />
      </>
    );
  }
  if ((await there) === false) notFound();
  return children;
}
