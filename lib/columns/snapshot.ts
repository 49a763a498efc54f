import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { crc32 } from "node:zlib";
import { makeFolder } from "../folder";
import { CODED_DIMENSIONS } from "../query/query";
import { type Numbers, SPARE } from "./column";
import type { Position } from "./feed";
import { WITH_FIRSTS } from "./firsts";
import { type Found, fillFrom, KINDS, type NumberKind, type Part } from "./parts";
import { KEPT } from "./row";
import { ColumnTable } from "./table";

/** Raised when what the columns mean changes: a snapshot of another version is of no use. */
const VERSION = 4;
const MEANING = createHash("sha256")
  .update(JSON.stringify([VERSION, CODED_DIMENSIONS, KEPT, WITH_FIRSTS]))
  .digest("hex");
const MAGIC = Buffer.from("VLCOLUMNS\n");
const TRAILER_BYTES = 8;
const CHUNK_BYTES = 8 * 1_048_576;

export interface Shape {
  rows: number;
  sorted: number;
}

/** What stands at the end of the file, before its own length and checksum. */
interface Footer extends Position, Shape {
  meaning: string;
  parts: { name: string; kind: NumberKind | "texts"; bytes: number; crc: number }[];
}

/** Writes a table's arrays beside the file and puts them in its place when they are on the disk, whole. */
export async function writeSnapshot(file: string, parts: Part[], shape: Shape, position: Position): Promise<void> {
  // With Postgres and AUTH_SECRET, nothing else may have needed it so far.
  makeFolder(path.dirname(file));
  const draft = `${file}.${process.pid}.tmp`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.write(MAGIC);
    const footer: Footer = { meaning: MEANING, ...position, ...shape, parts: [] };
    for (const part of parts)
      footer.parts.push({ name: part.name, kind: part.kind, ...(await writePart(handle, part)) });
    const text = Buffer.from(JSON.stringify(footer));
    const trailer = Buffer.alloc(TRAILER_BYTES);
    trailer.writeUInt32LE(text.length, 0);
    trailer.writeUInt32LE(crc32(text), 4);
    await handle.write(Buffer.concat([text, trailer]));
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
  await handle.close();
  await rename(draft, file);
  const folder = await open(path.dirname(file), "r");
  await folder.sync();
  await folder.close();
}

async function writePart(handle: FileHandle, part: Part): Promise<{ bytes: number; crc: number }> {
  let [bytes, crc] = [0, 0];
  for (const piece of part.bytes())
    for (let from = 0; from < piece.byteLength; from += CHUNK_BYTES) {
      // A copy: the rows may be overwritten between checksum and writing.
      const chunk = piece.slice(from, from + CHUNK_BYTES);
      crc = crc32(chunk, crc);
      bytes += chunk.byteLength;
      await handle.write(chunk);
    }
  return { bytes, crc };
}

/** The table of a snapshot that a database at `position` can go on from; null when there is no file. Throws when it is of no use. */
export async function readSnapshot(
  file: string,
  position: Position,
): Promise<{ table: ColumnTable; revision: number } | null> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (handle === null) return null;
  try {
    const footer = await readFooter(handle);
    if (footer.meaning !== MEANING) throw new Error("it is of another version");
    if (footer.epoch !== position.epoch || footer.revision > position.revision)
      throw new Error("it is of another past of the database");
    if (footer.revision < position.purged) throw new Error("views were removed since it was made");
    const found: Found = new Map();
    let at = MAGIC.length;
    // Together, so that one is read while another is checked.
    await Promise.all(
      footer.parts.map(async (part) => {
        const from = at;
        at += part.bytes;
        found.set(part.name, await readPart(handle, part, from));
      }),
    );
    const table = new ColumnTable();
    fillFrom(found, table, footer);
    return { table, revision: footer.revision };
  } finally {
    await handle.close();
  }
}

async function readFooter(handle: FileHandle): Promise<Footer> {
  const { size } = await handle.stat();
  const trailer = Buffer.alloc(TRAILER_BYTES);
  if (size > TRAILER_BYTES) await handle.read(trailer, 0, TRAILER_BYTES, size - TRAILER_BYTES);
  const length = trailer.readUInt32LE(0);
  if (length === 0 || length > size - TRAILER_BYTES - MAGIC.length) throw new Error("it is cut off");
  const text = Buffer.alloc(length);
  await handle.read(text, 0, length, size - TRAILER_BYTES - length);
  if (crc32(text) !== trailer.readUInt32LE(4)) throw new Error("its end is damaged");
  return JSON.parse(text.toString("utf8")) as Footer;
}

async function readPart(handle: FileHandle, part: Footer["parts"][number], at: number) {
  const memory = part.kind === "texts" ? Buffer.alloc(part.bytes) : withSpare(part.bytes);
  let [read, crc] = [0, 0];
  while (read < part.bytes) {
    const length = Math.min(CHUNK_BYTES, part.bytes - read);
    const { bytesRead } = await handle.read(memory, read, length, at + read);
    if (bytesRead === 0) throw new Error("it is cut off");
    crc = crc32(memory.subarray(read, read + bytesRead), crc);
    read += bytesRead;
  }
  if (crc !== part.crc) throw new Error(`its ${part.name} is damaged`);
  if (part.kind === "texts") return memory as Buffer;
  const Kind = KINDS[part.kind] as {
    new (memory: ArrayBufferLike, at: number, length: number): Numbers;
    BYTES_PER_ELEMENT: number;
  };
  return new Kind(memory.buffer, 0, part.bytes / Kind.BYTES_PER_ELEMENT);
}

/** The room is whole numbers of any kind. What is not used takes no memory. */
function withSpare(bytes: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(8 * Math.ceil((bytes * (1 + SPARE)) / 8)), 0, bytes);
}
