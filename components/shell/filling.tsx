import type { StoreStatus } from "@/lib/columns/store";
import type { Formats } from "../format/formats";
import { Card } from "../ui/card";
import { Refresh } from "./refresh";

/** Stands for a page whose views cannot be had, and says why. */
export function NotFilled({ error }: { error: string }) {
  return (
    <Card className="mx-4 mt-4 grid justify-items-center gap-3 px-6 py-16 text-center md:mx-6">
      <h2 className="font-semibold text-xl tracking-tight">The views could not be loaded</h2>
      <p className="max-w-prose text-muted">{error}</p>
      <p className="text-muted">It is tried again by itself; deliveries are taken all the while.</p>
      <Refresh everyMs={10_000} />
    </Card>
  );
}

/** Stands for a page while its views are being loaded: figures would be wrong, so none are shown. */
export function Filling({ status, formats }: { status: StoreStatus; formats: Formats }) {
  const share = status.expected > 0 ? Math.min(99, Math.floor((100 * status.views) / status.expected)) : 0;
  return (
    <Card className="mx-4 mt-4 grid justify-items-center gap-3 px-6 py-16 text-center md:mx-6">
      <h2 className="font-semibold text-xl tracking-tight">Loading views, {formats.percent(share)}</h2>
      <div
        role="progressbar"
        aria-label="Views loaded"
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 w-72 max-w-full overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full bg-accent" style={{ width: `${share}%` }} />
      </div>
      <p className="text-muted tabular-nums">
        {status.expected > 0
          ? `${formats.exact(status.views)} of ${formats.exact(status.expected)} views. `
          : "Counting the views. "}
        The page shows itself when they are all there.
      </p>
      <Refresh everyMs={1_000} />
    </Card>
  );
}
