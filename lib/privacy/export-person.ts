import { auditAlone } from "../audit";
import { db } from "../db";
import { streamOf } from "../export/stream";
import { Problem } from "../problem";
import { countOf, type Elsewhere } from "./elsewhere";
import { person } from "./erase";
import { elsewhere } from "./leftovers";
import type { Asked, Person } from "./person";

const AT_ONCE = 200;
const strict = new TextDecoder("utf-8", { fatal: true });

/**
 * Everything that is held of somebody as one JSON document, a piece at a time: what they are known by, their names, views with
 * all fields, the deliveries that brought them and quarantined records that name them, word for word. Throws a Problem where
 * nobody is known so. Instants in ISO 8601 UTC.
 */
export async function exportPerson(asked: Asked, actor: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const found = await person(asked);
  const viewers = await db().read.viewer.findMany({ where: { key: { in: found.keys } } });
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
  yield `"viewers": ${JSON.stringify(viewers, plain)},\n"views": [`;
  yield* listed(batched(views, (ids) => db().read.view.findMany({ where: { id: { in: ids } } })));
  yield `],\n"deliveries": [`;
  yield* listed(
    batched(views, (ids) =>
      db().read.delivery.findMany({ where: { viewId: { in: ids }, outcome: { not: "quarantined" } } }),
    ),
  );
  const deliveries = (ids: string[]) => db().read.delivery.findMany({ where: { id: { in: ids } } });
  // Word for word they would tell of the others.
  const told = { id: true, receivedAt: true, source: true } as const;
  yield `],\n"quarantine": [`;
  yield* listed(batched(others.records, deliveries));
  yield `],\n"named_in_views_of_others": [`;
  const fields = { id: true, url: true, variables: true, extra: true } as const;
  yield* listed(
    batched(others.views, (ids) => db().read.view.findMany({ where: { id: { in: ids } }, select: fields })),
  );
  yield `],\n"named_in_deliveries_of_others": [`;
  yield* listed(
    batched([...new Set([...others.bodies, ...others.notes])], (ids) =>
      db().read.delivery.findMany({ where: { id: { in: ids } }, select: told }),
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
      yield `${first ? "" : ","}\n${JSON.stringify(row, plain)}`;
      first = false;
    }
}

const INSTANTS = new Set([
  "started",
  "finished",
  "created_at",
  "updated_at",
  "occurredAt",
  "receivedAt",
  "deletedAt",
  "updatedAt",
  "replayedAt",
  "dismissedAt",
]);
const JSON_TEXTS = new Set(["variables", "extra", "fieldTimes", "flags"]);

/** As people and programs read it: instants and JSON as such, bytes as text where they are one. */
function plain(key: string, value: unknown): unknown {
  if (typeof value === "bigint") return INSTANTS.has(key) ? new Date(Number(value)).toISOString() : Number(value);
  if (typeof value === "string" && JSON_TEXTS.has(key)) return JSON.parse(value) as unknown;
  if (value instanceof Uint8Array) return bytesAsText(value);
  // A Buffer has said what it is by now.
  if (key === "body" && value !== null && typeof value === "object" && "data" in value)
    return bytesAsText(Uint8Array.from(value.data as number[]));
  return value;
}

function bytesAsText(bytes: Uint8Array): unknown {
  try {
    return strict.decode(bytes);
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}
