import { buttonClass } from "../ui/button";
import { Card } from "../ui/card";
import { Link } from "../ui/link";

/** Stands for a page of figures before the first view ever; the overview says how to connect. */
export function NoViewsYet() {
  return (
    <Card className="mx-4 mt-4 grid justify-items-center gap-3 px-6 py-16 text-center md:mx-6">
      <h2 className="font-semibold text-xl tracking-tight">No view has come yet</h2>
      <p className="max-w-prose text-muted">This page fills with the first view that Mindstamp delivers.</p>
      <Link href="/overview" className={buttonClass({ variant: "primary" })}>
        How to connect Mindstamp
      </Link>
    </Card>
  );
}
