import { formatWithOptions, stripVTControlCharacters } from "node:util";
import { log } from "./log";
import { oncePerProcess } from "./process";

/**
 * What Next says of failures, by the console and over many lines, becomes lines of the log as all others are: JSON, with the id
 * of the request that it comes of.
 */
export function logConsole(): void {
  oncePerProcess("console", () => {
    console.error = (...said) => log().error(...lineOf(said));
    console.warn = (...said) => log().warn(...lineOf(said));
    return true;
  });
}

function lineOf(said: unknown[]): [object, string] {
  const err = said.find((one) => one instanceof Error);
  const words = formatWithOptions({ breakLength: Number.POSITIVE_INFINITY }, ...said.filter((one) => one !== err));
  // Next's sign for an error, in red, says nothing that the line's level does not.
  const text = stripVTControlCharacters(words)
    .replace(/^\s*[⨯⚠]\s*/, "")
    .trim();
  return [err === undefined ? {} : { err }, text || "a page could not be made"];
}
