import { afterAll, expect, test, vi } from "vitest";
import { db } from "../db";
import { ingestRecords } from "./ingest";

afterAll(() => db().close());

test("names are sent before the views they are of: Citus refuses them the other way round", async () => {
  const sent: string[] = [];
  const { connect } = db().dialect;
  vi.spyOn(db().dialect, "connect").mockImplementation(async (...args) => {
    const connection = await connect(...args);
    const { put } = connection;
    connection.put = (into, rows) => {
      if (rows.length > 0) sent.push(into.table);
      return put(into, rows);
    };
    return connection;
  });
  const view = { video_id: crypto.randomUUID(), video_title: "One", viewer_email: "ann@example.com" };
  await ingestRecords([{ ...view, id: crypto.randomUUID() }], { source: "webhook" });
  expect(sent.filter((table) => table !== "deliveries")).toEqual(["videos", "viewers", "views"]);
});
