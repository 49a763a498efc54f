import type { Incoming } from "../ingest/incoming";
import { recordOf } from "../ingest/records";
import { unpacked } from "./bytes";
import { ElementCutter } from "./elements";
import { withExtra } from "./exported";
import { LineCutter } from "./lines";
import { type Cutter, DamagedFile, type Piece } from "./piece";
import { type Header, headerOf, rowsOf } from "./table";

export type FileFormat = "JSON" | "NDJSON" | "CSV";

type From = Pick<Incoming, "receivedAt" | "source" | "keyId" | "chunk">;

/** Records that came together, with a way to understand them. */
export interface Cut {
  format: FileFormat;
  pieces: Piece[];
  /** Columns of a CSV file that are no fields of a view */
  unknown: string[];
  understand(pieces: Piece[], from: From): Incoming[];
}

const [LIST, OBJECT] = [0x5b, 0x7b];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** As other programs pack their lists; no field of a view has such a name. */
const WRAPPED_LIST = /^\{\s*"(views|data|results|items|records|rows)"\s*:\s*\[/;
/** Enough to tell a file's kind by, unless it begins with many blank lines. */
const HEAD_BYTES = 4_096;

/**
 * The records of a file of views: a JSON array, objects of JSON one a line (or one after another), or CSV with a header;
 * each also packed by gzip. Its kind is told by its first bytes. Throws DamagedFile where it cannot be read any further,
 * after everything before that was handed over.
 */
export async function* cutRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<Cut> {
  let head: Buffer | null = Buffer.alloc(0);
  let reader: Reader | null = null;
  for await (const bytes of unpacked(source)) {
    if (reader) yield reader.take(reader.cutter.cut(bytes));
    else {
      head = Buffer.concat([head ?? Buffer.alloc(0), bytes]);
      if (head.length < HEAD_BYTES) continue;
      reader = readerFor(head);
      yield reader.take(reader.cutter.cut(withoutMark(head)));
      head = null;
    }
  }
  if (!reader) {
    reader = readerFor(head ?? Buffer.alloc(0));
    yield reader.take(reader.cutter.cut(withoutMark(head ?? Buffer.alloc(0))));
  }
  yield reader.take(reader.cutter.rest());
}

interface Reader {
  cutter: Cutter;
  take(pieces: Piece[]): Cut;
}

const withoutMark = (bytes: Buffer) => (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes);

function readerFor(head: Buffer): Reader {
  const text = withoutMark(head);
  const at = text.findIndex((byte) => byte > 32);
  if (at === -1) throw new DamagedFile("The file is empty.");
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) || text.indexOf(0) !== -1)
    throw new DamagedFile(
      "This is no text in UTF-8: if it is a table, save it as “CSV UTF-8”; unpack archives other than .gz first.",
    );
  if (text[at] === LIST) return json("JSON", new ElementCutter(true));
  if (text[at] !== OBJECT) return table();
  const wrapper = WRAPPED_LIST.exec(text.subarray(at).toString("utf8"))?.[1];
  if (wrapper !== undefined)
    throw new DamagedFile(
      `The list of views stands in an object, under “${wrapper}”. Put the list alone into a file, so that it begins with [, and repeat the import (jq '.${wrapper}' does that).`,
    );
  // An object whose first line is not whole is laid out over several.
  const end = text.indexOf(10, at);
  const first = text
    .subarray(at, end === -1 ? undefined : end)
    .toString("utf8")
    .trim();
  return /^\{\s*("[^"]*"\s*:\s*[^{}[\]"]*,?\s*)?$/.test(first) && end !== -1
    ? json("JSON", new ElementCutter(false))
    : json("NDJSON", new LineCutter(false));
}

function json(format: FileFormat, cutter: Cutter): Reader {
  const understand: Cut["understand"] = (pieces, from) =>
    pieces.map(({ raw, damage }) =>
      damage === undefined
        ? recordOf(raw, from, withExtra)
        : { record: null, rejection: { reason: damage, path: null }, body: raw, ...from },
    );
  // The sender's API puts nulls between its records.
  const isRecord = ({ raw }: Piece) => raw.length > 40 || raw.toString().trim() !== "null";
  return { cutter, take: (pieces) => ({ format, pieces: pieces.filter(isRecord), unknown: [], understand }) };
}

function table(): Reader {
  let header: Header | null = null;
  return {
    cutter: new LineCutter(true),
    take(pieces) {
      const first = header === null ? pieces.shift() : undefined;
      if (first) header = headerOf(first);
      const found = header;
      return {
        format: "CSV",
        pieces,
        unknown: found?.unknown ?? [],
        understand: (some, from) => (found ? rowsOf(some, found, from) : []),
      };
    },
  };
}
