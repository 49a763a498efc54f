import { expect, test } from "vitest";
import { countLinkTry } from "./link-throttle";

test("one address is refused after twenty tries, another one is not", async () => {
  for (let i = 0; i < 20; i++) await countLinkTry("192.0.2.9");
  await expect(countLinkTry("192.0.2.9")).rejects.toMatchObject({ status: 429 });
  await countLinkTry("192.0.2.10");
});
