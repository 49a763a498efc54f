import { afterAll, expect, inject, test } from "vitest";
import { db } from "../db";

const TITLES = { table: "videos", columns: ["id", "title", "revision"], updates: ["title"] };
const isPostgres = inject("database").dialect === "postgres";

afterAll(() => db().close());

/** Two transactions, the second asked for as soon as the first's commit was sent. */
function oneAfterAnother(first: string, second: string) {
  const put = (id: string, sent?: () => void) =>
    db().commitRows(async (connection, revision) => {
      await connection.put(TITLES, [[id, "a title", 1]]);
      return revision;
    }, sent);
  let next: Promise<number> | undefined;
  const before = put(first, () => {
    next = put(second);
    next.catch(() => undefined);
  });
  return { before, after: before.catch(() => undefined).then(() => next as Promise<number>) };
}

test("who writes next begins once a commit is sent, sees what it wrote, and has the next revision", async () => {
  const { before, after } = oneAfterAnother("one", "two");
  expect(await after).toBe((await before) + 1);
  const order: string[] = [];
  const found = new Promise<unknown[][]>((resolve, reject) => {
    db()
      .commitRows(
        (connection) => connection.put(TITLES, [["three", "kept", 1]]),
        () => {
          order.push("sent");
          db()
            .commitRows((connection) => connection.pick(TITLES, ["three"]))
            .then(resolve, reject);
        },
      )
      .then(() => order.push("committed"), reject);
  });
  expect(await found).toEqual([["three", "kept", 1]]);
  expect(order).toEqual(["sent", "committed"]);
});

test.runIf(isPostgres)(
  "a commit that fails takes the next transaction with it, whole, and the one after works",
  async () => {
    const connection = await db().dialect.connect(db().url);
    // Told only at the commit.
    await connection.script(`CREATE TABLE doubtful (id TEXT REFERENCES videos (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE FUNCTION doubt() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO doubtful VALUES (NEW.id || ' of nobody'); RETURN NEW; END $$;
    CREATE TRIGGER doubt AFTER INSERT ON videos FOR EACH ROW WHEN (NEW.id = 'refused') EXECUTE FUNCTION doubt();`);
    const { before, after } = oneAfterAnother("refused", "behind it");
    await expect(before).rejects.toThrow(/foreign key/);
    const stored = await after.then(
      () => ["behind it"],
      () => [],
    );
    const ids = (await db().read.video.findMany({ where: { id: { in: ["refused", "behind it"] } } })).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(stored);
    const { after: well } = oneAfterAnother("well", "again");
    await well;
    expect(await db().read.video.count({ where: { id: { in: ["well", "again"] } } })).toBe(2);
    await connection.close();
  },
);
