import type { ReactNode } from "react";
import { Logo } from "../shell/logo";
import { Card } from "../ui/card";

/** A page with one form, before anybody is signed in. */
export function NarrowPage({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-10">
      <p className="flex items-center gap-2 font-semibold text-lg tracking-tight">
        <Logo />
        Viewledger
      </p>
      <Card className="p-6">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {intro && <div className="mt-1 text-muted">{intro}</div>}
        <div className="mt-5">{children}</div>
      </Card>
    </main>
  );
}
