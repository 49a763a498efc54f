import { log } from "../log";
import type { Window } from "../reports/table";
import { BYTE_ORDER_MARK, csvLines } from "./csv";
import { ndjsonLines } from "./ndjson";
import type { ExportTable, Row } from "./report";

/**
 * A table's text as bytes, made no faster than the client takes them. When the client leaves, what reads the rows is told;
 * when reading fails midway, the connection breaks off, so that half a file is not taken for a whole one.
 */
export function streamOf(texts: AsyncGenerator<Piece>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let isLeft = false;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await texts.next();
          if (isLeft) return;
          if (done) controller.close();
          else {
            controller.enqueue(encoder.encode(value.text));
            value.text = "";
          }
        } catch (error) {
          log().error({ err: error }, "an export broke off");
          controller.error(error);
        }
      },
      async cancel() {
        isLeft = true;
        await texts.return(undefined);
        log().info("an export was left before its end");
      },
    },
    { highWaterMark: 0 },
  );
}

interface Form {
  format: "csv" | "ndjson";
  bom: boolean;
  window: Window | null;
}

/** Emptied once it is sent: promises of a long chain keep their values until a full collection. */
interface Piece {
  text: string;
}

/** A table written piece by piece. */
export async function* textsOf({ columns, rows }: ExportTable, { format, bom, window }: Form): AsyncGenerator<Piece> {
  const isCsv = format === "csv";
  const start = `${bom ? BYTE_ORDER_MARK : ""}${isCsv ? csvLines([columns]) : ""}`;
  if (start !== "") yield { text: start };
  for await (const piece of window ? within(rows, window) : rows)
    if (piece.length > 0) yield { text: isCsv ? csvLines(piece) : ndjsonLines(columns, piece) };
}

async function* within(
  rows: AsyncIterable<readonly Row[]>,
  { offset, limit = Number.POSITIVE_INFINITY }: Window,
): AsyncGenerator<readonly Row[]> {
  let at = 0;
  for await (const piece of rows) {
    yield piece.slice(Math.max(0, offset - at), Math.max(0, offset + limit - at));
    at += piece.length;
    if (at >= offset + limit) return;
  }
}
