import { Failure, main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { npm } from "./steps/install.mjs";
import { run } from "./steps/run.mjs";

help(
  `npm run advisories               asks the registry for known weaknesses of the packages in package-lock.json

Fails (1) when there is one of high or critical severity. A registry that does not answer such questions is told of
plainly: nothing was checked then, which is no failure (0), or is one (2) with --strict.`,
  ["--strict"],
);

const SEVERE = ["critical", "high"];

await main(async () => {
  const [program, ...args] = npm();
  const { output } = await run(program, [...args, "audit", "--json"], { quiet: true });
  const answer = parsed(output);
  if (answer?.vulnerabilities === undefined) {
    const why = answer?.statusCode ? `it answers ${answer.statusCode}` : "it could not be reached";
    console.log(`Not checked: the npm registry tells nothing of advisories (${why}). Run this where it does.`);
    process.exit(process.argv.includes("--strict") ? 2 : 0);
  }
  const found = Object.values(answer.vulnerabilities).filter(({ severity }) => SEVERE.includes(severity));
  if (found.length === 0) {
    console.log("Checked: no known weakness of high or critical severity.");
    return;
  }
  const lines = found.map(({ name, severity, range, via }) => {
    const advisories = via.filter((one) => typeof one === "object").map(({ title, url }) => `\n      ${title} ${url}`);
    return `  ${name} ${range} (${severity})${advisories.join("")}`;
  });
  throw new Failure(
    `Known weaknesses:\n${lines.join("\n")}\n\nTake the patched versions: change package.json, run npm install, then npm test.`,
  );
});

/** npm prints warnings around its JSON. */
function parsed(output) {
  try {
    return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
  } catch {
    return null;
  }
}
