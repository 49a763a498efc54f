import type { ReactNode } from "react";
import { Card } from "../ui/card";

interface Props {
  title: string;
  /** What is set here, in a sentence or two */
  about: ReactNode;
  /** Anchor of the section */
  id: string;
  children: ReactNode;
}

/** One subject of the settings: what it is at the left, what can be set in a card beside it. */
export function SettingsSection({ title, about, id, children }: Props) {
  return (
    <section aria-labelledby={id} className="grid items-start gap-x-8 gap-y-3 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <div className="lg:pt-4">
        <h2 id={id} className="scroll-mt-4 font-semibold text-lg">
          {title}
        </h2>
        <div className="mt-1 grid max-w-prose gap-2 text-muted text-sm">{about}</div>
      </div>
      <Card className="p-4 md:p-5">{children}</Card>
    </section>
  );
}
