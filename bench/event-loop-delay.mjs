/** Loaded into a server before anything else: tells its event-loop delay, in ms, on request from its parent. */

import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const file = process.env.EVENT_LOOP_DELAY_FILE;
if (file) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  // One signal begins a measurement, the next ends it.
  process.on("SIGUSR2", () => {
    delay.disable();
    writeFileSync(
      file,
      JSON.stringify({ p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 }),
    );
    delay.reset();
    delay.enable();
  });
}
