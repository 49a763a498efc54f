import { type ReactNode, Suspense } from "react";
import { Keys } from "@/components/palette/keys";
import { Navigation } from "@/components/shell/navigation";
import { requireUser } from "@/lib/auth/current-user";
import { DeliveryMark, DeliveryState } from "./delivery-state";
import { ReadNotice } from "./read-notice";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const administrates = (await requireUser()).role === "administrator";
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-30"
      >
        Skip to content
      </a>
      <Keys administrates={administrates} />
      <Navigation
        administrates={administrates}
        marks={{
          "/deliveries": (
            <Suspense>
              <DeliveryMark />
            </Suspense>
          ),
        }}
      />
      <main id="content" className="min-w-0 flex-1 pb-20 md:pb-8">
        <Suspense>
          <DeliveryState />
        </Suspense>
        <Suspense>
          <ReadNotice />
        </Suspense>
        {/* On a very wide screen a row’s figures would stand too far from its name. */}
        <div className="mx-auto max-w-[110rem]">{children}</div>
      </main>
    </div>
  );
}
