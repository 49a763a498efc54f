import { afterAll, expect, inject, test } from "vitest";
import { type Connection, db, Prisma } from "../db";
import { allDone } from "./all-done";
import { RowWriter } from "./row-writer";

const TITLES = { table: "videos", columns: ["id", "title", "revision"], updates: ["title"] };
const TOKENS = { table: "videos", columns: ["id", "token", "revision"], updates: ["token"] };
const onPostgres = test.runIf(inject("database").dialect === "postgres");

afterAll(() => db().close());

const settingsOf = async (connection: Connection, ...names: string[]) => {
  const [row] = await connection.query(
    `SELECT ${names.map((name, i) => `current_setting('${name}') AS "${i}"`).join(", ")}`,
  );
  return names.map((_, i) => row?.[i]);
};

onPostgres(
  "a transaction's settings are its own: who vanishes in it is let go of, and nothing is compiled",
  async () => {
    const names = ["idle_in_transaction_session_timeout", "jit", "enable_seqscan"];
    const [inside, connection] = await db().commitRows(async (connection, taken) => {
      await taken;
      return [await settingsOf(connection, ...names), connection] as const;
    });
    expect(inside).toEqual(["70s", "off", "off"]);
    expect(await settingsOf(connection, ...names)).toEqual(["0", "on", "on"]);
    const elsewhere = await db().commit((tx) => tx.$queryRaw`SHOW idle_in_transaction_session_timeout`);
    expect(elsewhere).toEqual([{ idle_in_transaction_session_timeout: "70s" }]);
  },
);

onPostgres("few rows of many are looked for by an index, which is not compiled either", async () => {
  const connection = await db().dialect.connect(db().url, "read");
  const sql = "SELECT current_setting('jit'), current_setting('enable_seqscan')";
  for await (const rows of connection.stream(sql, [], 10, true)) expect(rows).toEqual([["off", "off"]]);
  for await (const rows of connection.stream(sql, [], 10)) expect(rows).toEqual([["on", "on"]]);
  await connection.close();
});

onPostgres("of statements that travel together, the one that failed by itself is told", async () => {
  const failed = db().commitRows(async (connection, taken) => {
    await taken;
    // Sent first. The next one's statement is not prepared then, and so unknown when it is asked for again.
    const wrong = connection.query("SELECT 1 / 0");
    await allDone([connection.put(TOKENS, [["a", "t", 1]]), connection.put(TOKENS, [["b", "t", 1]]), wrong]);
  });
  await expect(failed).rejects.toMatchObject({ code: "22012" });
});

onPostgres("statements prepared before a table was changed are prepared anew, after one failure", async () => {
  await db().commitRows((connection) => connection.put(TITLES, [["altered", "kept", 1]]));
  const pick = () => db().commitRows((connection) => connection.pick(TITLES, ["altered"]));
  expect(await pick()).toEqual([["altered", "kept", 1]]);
  await db().write((tx) => tx.$executeRaw(Prisma.sql`ALTER TABLE videos ALTER COLUMN title TYPE varchar`));
  await expect(pick()).rejects.toMatchObject({ code: "0A000" });
  expect(await pick()).toEqual([["altered", "kept", 1]]);
});

onPostgres("statements that the server forgot are prepared anew, after one failure", async () => {
  const put = (id: string) => db().commitRows((connection) => connection.put(TITLES, [[id, "kept", 1]]));
  await put("known");
  await db().commitRows((connection) => connection.script("DEALLOCATE ALL"));
  await expect(put("forgotten")).rejects.toMatchObject({ code: "26000" });
  await put("forgotten");
  expect(await db().read.video.count({ where: { id: { in: ["known", "forgotten"] } } })).toBe(2);
});

onPostgres("any other write waits until a commit under way is over", async () => {
  const connection = await db().dialect.connect(db().url);
  await connection.script(`CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON videos DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
      WHEN (NEW.id = 'slow') EXECUTE FUNCTION dawdle();`);
  let write: Promise<number> | undefined;
  const committed = db().commitRows(
    (rows) => rows.put(TITLES, [["slow", "kept", 1]]),
    () => {
      write = db().write((tx) => tx.video.count({ where: { id: "slow" } }));
    },
  );
  await committed;
  expect(await write).toBe(1);
  await connection.close();
});

onPostgres("a transaction that was not begun says why, and writes nothing", async () => {
  const { dialect, url } = db();
  const connection = await dialect.connect(url);
  const cancelled = Promise.reject(Object.assign(new Error("cancelled"), { code: "57014" }));
  cancelled.catch(() => undefined);
  const notBegun = Object.assign(Object.create(connection) as Connection, { begin: async () => [cancelled] });
  const writer = new RowWriter({ ...dialect, connect: async () => notBegun }, url, 5_000);
  const failed = writer.transact(async (rows, taken) => rows.put(TITLES, [["not begun", "kept", await taken]]));
  await expect(failed).rejects.toMatchObject({ code: "57014" });
  expect(await db().read.video.count({ where: { id: "not begun" } })).toBe(0);
  await writer.close();
  await connection.close();
});
