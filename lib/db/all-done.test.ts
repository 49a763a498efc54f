import { expect, test } from "vitest";
import { allDone } from "./all-done";

const failure = (code?: string) => Object.assign(new Error(code ?? "none"), { code });
const told = (...codes: (string | undefined)[]) =>
  allDone(codes.map((code) => Promise.reject(failure(code)))).catch(({ message }: Error) => message);

test("what failed by itself is told, not what failed because of it", async () => {
  expect(await told("25P02", "26000", "22021", "23505")).toBe("22021");
  expect(await told("26000", undefined)).toBe("none");
  expect(await told("25P02", "26000")).toBe("26000");
  expect(await told("25P02")).toBe("25P02");
});

test("a failure waits for all else, and answers come in order", async () => {
  let done = false;
  const late = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
    done = true;
  });
  await expect(allDone([Promise.reject(failure("22021")), late])).rejects.toThrow("22021");
  expect(done).toBe(true);
  expect(await allDone([late.then(() => 1), Promise.resolve("two")])).toEqual([1, "two"]);
});
