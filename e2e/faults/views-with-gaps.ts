import { db } from "../../lib/db";
import { ingestRecords } from "../../lib/ingest/ingest";
import { deleteViews } from "../../lib/privacy/delete-views";
import { erasePerson } from "../../lib/privacy/erase";
import { exclude } from "../../lib/privacy/exclusions";
import { demoDeliveries } from "../../prisma/seed/deliveries";

const AT_ONCE = 500;
/** The end of each sample, which goes back for 400 days, and its share of all views. */
const SAMPLES = [
  { now: Date.UTC(2019, 2, 20, 12), seed: 3, share: 0.2 },
  { now: Date.UTC(2026, 2, 30, 12), seed: 7, share: 0.8 },
];
const DELETED = 60;

/**
 * Puts sample views into this process's database: of two times, some told of twice, some of them deleted, some viewers left
 * out, and people erased by either choice. Returns a value that views have of whatever can be filtered by.
 */
export async function storeWithGaps(views: number): Promise<Record<string, string>> {
  for (const { now, seed, share } of SAMPLES) {
    let records: Record<string, unknown>[] = [];
    const store = async () => {
      await ingestRecords(records, { source: "import", receivedAt: now });
      records = [];
    };
    for (const record of demoDeliveries({ views: Math.round(views * share), now, seed }))
      if (records.push(withMore(record)) === AT_ONCE) await store();
    await store();
  }
  const ids = await column('SELECT id FROM views ORDER BY revision, id COLLATE "C" DESC LIMIT $1', [DELETED]);
  await deleteViews(ids, null);
  // Somebody with many views, and somebody else under an address.
  const [often, another] = await column(
    "SELECT viewer_key FROM views WHERE viewer_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2",
  );
  await exclude({ kind: "viewer", value: String(often) }, null);
  const [left, kept, dropped] = await column(
    "SELECT viewer_email FROM views WHERE viewer_email IS NOT NULL AND viewer_key <> $1 AND viewer_key <> $2 GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 3",
    [often, another],
  );
  await exclude(String(left), null);
  for (const [email, counted] of [
    [kept, true],
    [dropped, false],
  ] as const)
    if ((await erasePerson({ by: "email", value: String(email) }, { counted, actor: null })) === null)
      throw new Error(`Nobody was erased as ${email}`);
  return { ...(await commonValues()), viewer: String(another) };
}

/** What the sample lacks: another medium, a variable of few values, a personal link of many views, a fifth tag. */
function withMore(record: Record<string, unknown>): Record<string, unknown> {
  const number = Number.parseInt(String(record.id).slice(0, 4), 16);
  const url = String(record.url);
  return {
    ...record,
    url: url.includes("?") ? `${url}&utm_medium=${number % 3 === 0 ? "e-mail" : "QR%20code"}#end` : url,
    variables: { ...(record.variables as object), color: ["red", "Blau", true, 7, null][number % 5] },
    ...(number % 20 === 0 && { plink_id: "0b5d2bd9-2f37-4ba0-9d35-4a1ba1a8c0de" }),
    ...(number % 7 === 0 && { tag5: "Zürich, 東京" }),
  };
}

const COLUMNS = {
  video: "video_id",
  group: "group_id",
  country: "country",
  region: "region",
  city: "city",
  plink: "plink_id",
};
const TAGS = ["tag1", "tag2", "tag3", "tag4", "tag5"];

async function commonValues(): Promise<Record<string, string>> {
  const found: Record<string, string> = {
    ...{ browser: "Firefox", screen: "laptop", source: "mail", medium: "QR code", "var:color": "Blau" },
  };
  const columns = { ...COLUMNS, ...Object.fromEntries(TAGS.map((tag) => [tag, tag])) };
  for (const [dimension, name] of Object.entries(columns)) {
    const [value] = await column(
      `SELECT ${name} FROM views WHERE ${name} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
    );
    found[dimension] = String(value);
  }
  const [url] = await column(
    "SELECT url FROM views WHERE url LIKE '%utm_campaign%' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
  );
  found.campaign = new URL(String(url)).searchParams.get("utm_campaign") ?? "";
  return found;
}

/** The first column of what a statement finds. */
async function column(text: string, params: unknown[] = []): Promise<string[]> {
  const connection = await db().dialect.connect(db().url);
  try {
    return (await connection.query(text, params)).map((row) => String(Object.values(row)[0]));
  } finally {
    await connection.close();
  }
}
