import { parse } from "csv-parse/sync";
import type { Incoming } from "../ingest/incoming";
import { toIncoming } from "../ingest/incoming";
import { VIEW_FIELDS } from "../mindstamp/fields";
import { findProblem, type Json } from "../mindstamp/json";
import { withExtra } from "./exported";
import { DamagedFile, type Piece } from "./piece";

type From = Pick<Incoming, "receivedAt" | "source" | "keyId" | "chunk">;

const DELIMITERS = [",", ";", "\t"];
const NEWLINE = Buffer.from("\n");
const strict = new TextDecoder("utf-8", { fatal: true });

/** The first line of a CSV file: what its columns are, and what stands between them. */
export interface Header {
  raw: Buffer;
  columns: string[];
  delimiter: string;
  /** Columns that are no fields of a view; they are kept beside it */
  unknown: string[];
}

/** Reads the header; a file without an id column is none of views. */
export function headerOf({ raw, line }: Piece): Header {
  const text = raw.toString("utf8");
  const delimiter = DELIMITERS.reduce((best, one) => (text.split(one).length > text.split(best).length ? one : best));
  const names = (cellsOf(raw, delimiter)?.[0] ?? []).map((name) => name.trim());
  const columns = fieldNames(names);
  if (!columns.includes("id"))
    throw new DamagedFile(
      `Line ${line} is no header that names the fields of a view: there is no column id among ${shortened(names)}. The first line of a CSV file names its columns, such as id,video_id,started; JSON begins with [ or {.`,
    );
  const twice = columns.find((name, i) => name !== "" && columns.indexOf(name) !== i);
  if (twice !== undefined)
    throw new DamagedFile(`Line ${line} names the column ${twice} twice. Rename one of them and repeat the import.`);
  const unknown = columns.filter((name) => name !== "" && name !== "extra" && !Object.hasOwn(VIEW_FIELDS, name));
  return { raw, columns, delimiter, unknown };
}

/** A field is meant also when a spreadsheet wrote its name with capitals. */
function fieldNames(columns: string[]): string[] {
  return columns.map((name) => {
    const field = name.toLowerCase();
    return Object.hasOwn(VIEW_FIELDS, field) && !columns.includes(field) ? field : name;
  });
}

const shortened = (names: string[]) => {
  const text = names.slice(0, 12).join(", ");
  return text.length > 200 ? `${text.slice(0, 200)}…` : text || "nothing";
};

/** Understands rows of a CSV file, in order. Each keeps the header with its own bytes, without which it says nothing. */
export function rowsOf(pieces: Piece[], header: Header, from: From): Incoming[] {
  const whole = pieces.filter(({ damage }) => damage === undefined);
  const together = cellsOf(Buffer.concat(whole.flatMap(({ raw }) => [raw, NEWLINE])), header.delimiter);
  const rows = together?.length === whole.length ? together : null;
  let next = 0;
  return pieces.map((piece) => {
    const body = Buffer.concat([header.raw, NEWLINE, piece.raw]);
    const unreadable = (reason: string): Incoming => ({
      record: null,
      rejection: { reason, path: null },
      body,
      ...from,
    });
    if (piece.damage !== undefined) return unreadable(piece.damage);
    // Were they not all readable together, each is read alone.
    const cells = rows ? rows[next++] : cellsOf(piece.raw, header.delimiter)?.[0];
    if (cells === undefined || cells.length !== header.columns.length) return unreadable("invalid_csv");
    if (cells.some((cell) => cell.includes("\uFFFD")) && !isUtf8(piece.raw)) return unreadable("invalid_utf8");
    const value = recordOfRow(header.columns, cells);
    return typeof value === "string" ? unreadable(value) : toIncoming(value, body, from);
  });
}

/** A row that was kept together with its header, as quarantine has it; null when the bytes are no such thing. */
export function keptRow(body: Uint8Array, from: From): Incoming | null {
  const bytes = Buffer.from(body);
  const end = bytes.indexOf(NEWLINE);
  if (end === -1 || /^\s*[[{]/.test(bytes.subarray(0, 64).toString())) return null;
  try {
    const header = headerOf({ raw: bytes.subarray(0, end), line: 1 });
    return rowsOf([{ raw: bytes.subarray(end + 1), line: 2 }], header, from)[0] ?? null;
  } catch (error) {
    if (error instanceof DamagedFile) return null;
    throw error;
  }
}

function cellsOf(bytes: Buffer, delimiter: string): string[][] | null {
  try {
    return parse(bytes, { delimiter, relax_column_count: true });
  } catch {
    return null;
  }
}

function isUtf8(bytes: Buffer): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The row as the sender would have written it, or why not. An empty cell is an absent field: it erases nothing. */
function recordOfRow(columns: string[], cells: string[]): Record<string, Json> | string {
  const value: Record<string, Json> = Object.create(null);
  for (let i = 0; i < columns.length; i++) {
    const [name, cell] = [columns[i] as string, cells[i] as string];
    if (name === "" || cell.trim() === "") continue;
    if (name !== "variables" && name !== "extra") {
      value[name] = cell;
      continue;
    }
    const problem = findProblem(cell);
    if (problem) return problem.reason;
    const parsed = jsonOr(cell);
    value[name] = parsed;
  }
  return withExtra(value) as Record<string, Json>;
}

/** JSON where the text is that, else the text itself. */
function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
