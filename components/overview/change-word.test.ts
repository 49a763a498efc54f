import { expect, it } from "vitest";
import { formats } from "../format/formats";
import { changeWord } from "./change-word";

const english = formats("en", "UTC");
const said = (kind: "count" | "percent", change: number) => Object.values(changeWord(kind, change, english)).join("|");

it("tells direction by arrow and word, and good from bad where the change is more than chance", () => {
  expect(said("count", 12.4)).toBe("▲|up 12%|good");
  expect(said("percent", -3.2)).toBe("▼|down 3.2 pts|bad");
  expect(said("percent", -0.4)).toBe("▼|down 0.4 pts|none");
  expect(said("count", -3.02)).toBe("▼|down 3.0%|bad");
  expect(said("count", 9.96)).toBe("▲|up 10%|good");
  expect(said("count", 0.04)).toBe("|no change|none");
});

it("tells how many times as much it is, beside next to nothing", () => {
  expect(said("count", 1_798)).toBe("▲|19 ×|good");
  expect(said("count", 899)).toBe("▲|up 899%|good");
  expect(said("count", 250_000)).toBe("▲|over 100 ×|good");
});
