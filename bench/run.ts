import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { busyBench } from "./busy";
import { executorsBench } from "./executors";
import { exportBench } from "./export";
import type { Figure } from "./figure";
import { floodBench } from "./flood";
import { hostileBench } from "./hostile";
import { importBench } from "./import";
import { ingestBench } from "./ingest";
import { largeBench } from "./large";
import { loginBench } from "./login";
import { overviewBench } from "./overview";
import { pagesBench } from "./pages";

const BENCHES = [
  ...[overviewBench, executorsBench, pagesBench, largeBench, ingestBench, busyBench],
  ...[floodBench, hostileBench, importBench, exportBench, loginBench],
];

const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there is ${BENCHES.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const bench of BENCHES) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
  console.log(`── ${bench.name}`);
  for (const figure of await bench.run()) {
    figures.push(figure);
    const sign = figure.better === "lower" ? "≤" : "≥";
    console.log(
      `${figure.met ? "met   " : "MISSED"}  ${figure.name}: ${figure.value} ${figure.unit} (goal ${sign} ${figure.goal})\n        ${figure.note}`,
    );
  }
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
// The database that reports read from is still open.
process.exit();
