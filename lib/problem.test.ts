import { expect, test, vi } from "vitest";
import { Problem } from "./problem";

test("a problem is one whichever evaluation of the module has thrown it, and nothing else is", async () => {
  vi.resetModules();
  const other = await import("./problem");
  expect(other.Problem).not.toBe(Problem);
  const thrown: unknown = new other.Problem(503, "Try again later.", { headers: { "Retry-After": "30" } });
  expect(thrown instanceof Problem && thrown.toResponse().status).toBe(503);
  expect(new Error("Problem") instanceof Problem).toBe(false);
  expect({ name: "Problem" } instanceof Problem).toBe(false);
});
