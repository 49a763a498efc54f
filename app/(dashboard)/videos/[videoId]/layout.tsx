import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireUser } from "@/lib/auth/current-user";
import { videoFacts } from "@/lib/reports/video";

interface Props {
  params: Promise<{ videoId: string }>;
  children: ReactNode;
}

/** Above the page's skeleton, where the answer's status can still be 404. */
export default async function VideoLayout({ params, children }: Props) {
  await requireUser();
  if ((await videoFacts((await params).videoId.toLowerCase())) === null) notFound();
  return children;
}
