import { SingleBar } from "cli-progress";
import type { CopyStep } from "../../lib/copy/copy";

/** A bar for the rows of all tables, copied and then compared. */
export function copyBar() {
  const bar = new SingleBar({
    format: "{doing} {table} {bar} {percentage}% | {eta_formatted} left",
    noTTYOutput: true,
    notTTYSchedule: 5_000,
    hideCursor: true,
  });
  let begun = false;
  return {
    show({ doing, table, rows, of }: CopyStep) {
      const words = { doing: doing === "copying" ? "Copying" : "Comparing", table };
      if (begun) bar.update(rows, words);
      else bar.start(Math.max(1, of), rows, words);
      begun = true;
    },
    stop() {
      if (begun) bar.stop();
    },
  };
}
