import type { ReactNode } from "react";
import { PageTitle } from "./page-title";

interface Props {
  title: string;
  /** IANA name of the zone in which every time on the page is told */
  zone?: string;
  /** The live dot */
  live?: ReactNode;
  /** Theme and user */
  children?: ReactNode;
}

export function PageHeader({ title, zone, live, children }: Props) {
  return (
    <header className="flex min-h-14 flex-wrap items-center max-sm:min-h-16 gap-x-4 px-4 py-2 md:px-6">
      <PageTitle title={title} />
      {/* A phone has zone and live dot in a line of their own. */}
      <span aria-hidden className="order-1 w-full sm:hidden" />
      {zone && (
        <p className="text-faint text-xs max-sm:order-1" title="Days begin and times are told in this zone">
          Times in {zone.replaceAll("_", " ")}
        </p>
      )}
      <div className="min-w-0 flex-1 text-faint text-xs max-sm:order-1">{live}</div>
      <div className="flex shrink-0 items-center gap-2 print:hidden">{children}</div>
    </header>
  );
}
