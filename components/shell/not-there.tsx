import { Unlink } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "../ui/card";

interface Props {
  /** Why there may be none */
  why: string;
  /** The way on */
  children: ReactNode;
}

/** Stands for what an address names and is not there, below the page's title. */
export function NotThere({ why, children }: Props) {
  return (
    <Card className="mx-auto grid w-full max-w-2xl justify-items-center gap-4 px-6 py-12 text-center">
      <span className="flex size-10 items-center justify-center rounded bg-sunken text-muted">
        <Unlink aria-hidden size={20} />
      </span>
      <p className="max-w-prose text-muted">{why}</p>
      {children}
    </Card>
  );
}
