import { expect, it } from "vitest";
import { z } from "zod";
import { changeSettings, type Settings } from "./settings";

const refused = async (change: Partial<Settings>) => {
  const error = await changeSettings(change).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof z.ZodError ? error.issues.map(({ message }) => message) : error;
};

it("says of each wrong value in a sentence what it must be, before anything is written", async () => {
  expect(await refused({ reportingZone: "Nowhere/At_All", completionThreshold: 101 })).toEqual([
    "The reporting time zone is not known: enter a name such as Europe/Berlin.",
    "Completed from is a whole number from 1 to 100.",
  ]);
  expect(await refused({ keepBodiesDays: 0.5 })).toEqual(["Days for bodies are a whole number from 1 to 3650."]);
  expect(await refused({ tagLabels: { tag1: "x".repeat(41) } })).toEqual(["A tag’s name has at most 40 characters."]);
});
