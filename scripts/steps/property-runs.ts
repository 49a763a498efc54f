import fc from "fast-check";

/** How many cases each property is tried with: fast-check's 100, or more in the long run. */
fc.configureGlobal({ numRuns: Number(process.env.PROPERTY_RUNS ?? 100) });
