import { writeFileSync } from "node:fs";

/** Vitest reporter: tests by project, and those that passed and failed, as JSON into the file TEST_COUNTS names. */
export default class CountTests {
  onTestRunEnd(modules, errors) {
    const counts = { passed: 0, failed: 0, skipped: 0, unhandled: errors.length, projects: {} };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      // A file that could not be loaded has no tests to fail.
      if (module.state() === "failed" && tests.every((test) => test.result().state !== "failed")) counts.failed++;
      for (const test of tests) {
        counts[test.result().state === "pending" ? "skipped" : test.result().state]++;
        counts.projects[module.project.name] = (counts.projects[module.project.name] ?? 0) + 1;
      }
    }
    writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  }
}
