import { expect, test } from "vitest";
import { readCapped } from "./capped-body";

const sent = (...chunks: (string | Error)[]) =>
  new Request("http://localhost/", {
    method: "POST",
    duplex: "half",
    body: new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else if (chunk instanceof Error) controller.error(chunk);
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
    }),
  } as RequestInit);

test("a body is read up to its cap", async () => {
  expect(await readCapped(sent("a=", "b"), 3)).toBe("a=b");
  await expect(readCapped(sent("a=", "bc"), 3)).rejects.toMatchObject({ status: 400, detail: /at most 3 bytes/ });
});

test("who leaves in the middle is told so, and not that the database is out", async () => {
  const gone = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  await expect(readCapped(sent("a=", gone), 100)).rejects.toMatchObject({
    status: 400,
    detail: "The body ended early.",
  });
});
