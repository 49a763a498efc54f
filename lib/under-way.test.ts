import { expect, test } from "vitest";
import { UnderWay } from "./under-way";

test("members come and go, and places are used again", () => {
  const underWay = new UnderWay<string>();
  const leave = ["a", "b", "c"].map((member) => underWay.add(member));
  leave[1]?.();
  expect([...underWay]).toEqual(["a", "c"]);
  expect(underWay.size).toBe(2);
  underWay.add("d");
  expect([...underWay]).toEqual(["a", "d", "c"]);
  leave[0]?.();
  leave[2]?.();
  expect([...underWay]).toEqual(["d"]);
  expect(underWay.size).toBe(1);
});

test("a member that comes in the place of another is not taken out in its stead", () => {
  const underWay = new UnderWay<object>();
  const leave = underWay.add({});
  leave();
  const stays = {};
  underWay.add(stays);
  leave();
  expect([...underWay]).toEqual([stays]);
});
