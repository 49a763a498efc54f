"use client";

import { usePathname } from "next/navigation";
import { digestOf } from "@/components/failures/digest";
import { Failed } from "@/components/failures/failed";
import { FAILURE_WORDS } from "@/components/failures/words";
import { isWithin, NAV } from "@/components/shell/nav";
import { PageTitle } from "@/components/shell/page-title";

interface Props {
  error: unknown;
  retry: () => void;
}

/** A page of which not even the frame could be made; the navigation stays. */
export default function DashboardError({ error, retry }: Props) {
  const path = usePathname();
  return (
    <>
      <header className="flex min-h-14 items-center px-4 py-2 md:px-6 max-sm:min-h-16">
        <PageTitle title={NAV.find(({ href }) => isWithin(path, href))?.word ?? FAILURE_WORDS.title} />
      </header>
      <div className="px-4 pt-2 md:px-6">
        <Failed title={FAILURE_WORDS.page} reference={digestOf(error)} again={retry} />
      </div>
    </>
  );
}
