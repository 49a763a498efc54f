import { auditAlone } from "../audit";
import { db } from "../db";
import { streamOf } from "../export/stream";
import { VIEW_FIELDS, type ViewField } from "../mindstamp/fields";
import { Problem } from "../problem";
import { countOf, type Elsewhere } from "./elsewhere";
import { person } from "./erase";
import { elsewhere } from "./leftovers";
import type { Asked, Person } from "./person";

const AT_ONCE = 200;
const strict = new TextDecoder("utf-8", { fatal: true });

/** Of the sender's account and of its own book-keeping: nothing about the person. */
const NOT_ABOUT_THEM: readonly ViewField[] = ["owner_id", "video_owner_id", "export_count"];
const VIEW = {
  ...(Object.fromEntries(
    Object.keys(VIEW_FIELDS)
      .filter((name) => !NOT_ABOUT_THEM.includes(name as ViewField))
      .map((name) => [name, true]),
  ) as { id: true } & Partial<Record<ViewField, true>>),
  extra: true,
  receivedAt: true,
} as const;
const VIEWER = { name: true, email: true, phone: true, customId: true } as const;
const DELIVERY = { receivedAt: true, source: true, origin: true, viewId: true, body: true } as const;
const RECORD = { receivedAt: true, source: true, origin: true, reason: true, body: true } as const;
/** Of others: word for word they would tell of those. */
const OF_OTHERS = {
  view: { id: true, url: true, variables: true, extra: true },
  delivery: { id: true, receivedAt: true, source: true },
} as const;

/**
 * Everything that is held of somebody as one JSON document, a piece at a time: what they are known by, their names, views with
 * the fields that the sender documents, the deliveries that brought them and quarantined records that name them, word for
 * word; what is unknown, and what only this program has for itself, is left out. Throws a Problem where nobody is known so.
 * Instants in ISO 8601 UTC.
 */
export async function exportPerson(asked: Asked, actor: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const found = await person(asked);
  const viewers = await db().read.viewer.findMany({ where: { key: { in: found.keys } }, select: VIEWER });
  const others = await elsewhere(found);
  const isKnown = found.views.length + viewers.length + countOf(others) > 0;
  if (!isKnown) throw new Problem(404, "Nobody is known by that.");
  await auditAlone({
    actor,
    action: "person.exported",
    details: { by: asked.by, views: found.views.length },
  });
  return streamOf(pieces(document(found, viewers, others)));
}

async function* pieces(texts: AsyncIterable<string>): AsyncGenerator<{ text: string }> {
  for await (const text of texts) yield { text };
}

async function* document({ identifiers, views }: Person, viewers: object[], others: Elsewhere): AsyncGenerator<string> {
  yield `{\n"exported_at": ${JSON.stringify(new Date().toISOString())},\n"known_by": ${JSON.stringify(identifiers)},\n`;
  yield `"names": ${JSON.stringify(viewers.map(told).filter((names) => Object.keys(names).length > 0))},\n"views": [`;
  const { view, delivery } = db().read;
  yield* listed(batched(views, (ids) => view.findMany({ where: { id: { in: ids } }, select: VIEW })));
  yield `],\n"deliveries": [`;
  yield* listed(
    batched(views, (ids) =>
      delivery.findMany({ where: { viewId: { in: ids }, outcome: { not: "quarantined" } }, select: DELIVERY }),
    ),
  );
  yield `],\n"quarantine": [`;
  yield* listed(batched(others.records, (ids) => delivery.findMany({ where: { id: { in: ids } }, select: RECORD })));
  yield `],\n"named_in_views_of_others": [`;
  yield* listed(batched(others.views, (ids) => view.findMany({ where: { id: { in: ids } }, select: OF_OTHERS.view })));
  yield `],\n"named_in_deliveries_of_others": [`;
  yield* listed(
    batched([...new Set([...others.bodies, ...others.notes])], (ids) =>
      delivery.findMany({ where: { id: { in: ids } }, select: OF_OTHERS.delivery }),
    ),
  );
  yield "]\n}\n";
}

async function* batched(ids: string[], read: (ids: string[]) => Promise<object[]>): AsyncGenerator<object[]> {
  for (let from = 0; from < ids.length; from += AT_ONCE) yield await read(ids.slice(from, from + AT_ONCE));
}

async function* listed(batches: AsyncIterable<object[]>): AsyncGenerator<string> {
  let first = true;
  for await (const rows of batches)
    for (const row of rows) {
      yield `${first ? "" : ","}\n${JSON.stringify(told(row))}`;
      first = false;
    }
}

const NAMES: Record<string, string> = {
  receivedAt: "received_at",
  viewId: "view_id",
  customId: "custom_id",
  origin: "file",
};
const JSON_TEXTS = new Set(["variables", "extra"]);

/** As people and programs read it: what is known, instants and JSON as such, bytes as text where they are one. */
function told(row: object): object {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [NAMES[name] ?? name, plain(name, value)]),
  );
}

function plain(name: string, value: unknown): unknown {
  if (typeof value === "bigint") return new Date(Number(value)).toISOString();
  if (typeof value === "string" && JSON_TEXTS.has(name)) return JSON.parse(value) as unknown;
  return value instanceof Uint8Array ? bytesAsText(value) : value;
}

function bytesAsText(bytes: Uint8Array): unknown {
  try {
    return strict.decode(bytes);
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}
