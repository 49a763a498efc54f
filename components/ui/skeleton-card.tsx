import clsx from "clsx";
import { Card } from "./card";

/** A card that is not there yet; its class gives it the size that it will have. */
export function SkeletonCard({ className }: { className: string }) {
  return (
    <Card className={clsx("grid content-start gap-3 p-4", className)}>
      <span className="skeleton h-4 w-32" />
      <span className="skeleton h-3 w-2/3" />
      <span className="skeleton h-3 w-1/2" />
    </Card>
  );
}
