import type { ReactNode } from "react";
import { Navigation } from "@/components/shell/navigation";
import { requireUser } from "@/lib/auth/current-user";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  await requireUser();
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-30"
      >
        Skip to content
      </a>
      <Navigation />
      <main id="content" className="min-w-0 flex-1 pb-20 md:pb-8">
        {children}
      </main>
    </div>
  );
}
