import { isUtf8 } from "node:buffer";
import { recordOf } from "../ingest/records";
import { MAX_DEPTH } from "../mindstamp/json";
import { type Marks, type PrettyLine, prettyJson } from "../mindstamp/pretty";

/** What a page shows of a delivery's bytes; `cut`: only the download has them all. */
export type BodyView =
  | { kind: "empty" }
  | { kind: "json"; lines: PrettyLine[]; cut: boolean; broken: boolean }
  | { kind: "text"; text: string; cut: boolean }
  | { kind: "binary"; rows: HexRow[]; badAt: number; cut: boolean };

export interface HexRow {
  offset: number;
  /** Two digits a byte; `bad` is the place in the row of the first byte that is no text */
  bytes: string[];
  text: string;
  bad: number | null;
}

const MAX_TEXT = 20_000;
const ROW = 8;
const ROWS = 256;
/** Seen before the fault. */
const ROWS_BEFORE = 32;
const PROBE = 1_024;

/** Where to look, for reasons that name no place themselves. */
const USUAL_PLACES: Record<string, Marks> = {
  invalid_id: { paths: ["id"] },
  other_video: { paths: ["video_id"] },
  updated_in_future: { paths: ["updated_at"] },
  interaction: { paths: ["type_of", "parent_id", "parent_type", "view_id"] },
  lead: { paths: ["name", "email", "phone", "custom_id", "viewer_email", "viewer_name", "lead", "fields"] },
  unsafe_number: { unsafeNumbers: true },
  too_deep: { depth: MAX_DEPTH },
};

/** Lays a body out for reading, the problem marked, or fields whose values were not taken as sent. */
export function bodyView(
  bytes: Uint8Array,
  reason: string | null,
  path: string | null,
  flags: readonly string[] = [],
): BodyView {
  if (bytes.length === 0) return { kind: "empty" };
  if (!isUtf8(bytes)) return binaryView(bytes);
  const text = new TextDecoder().decode(bytes);
  const { lines, cut, brokenAt } = prettyJson(text, marksOf(reason, path, flags));
  if (brokenAt === 0 || (brokenAt !== null && !/^\s*[[{]/.test(text)))
    return { kind: "text", text: shown(text.slice(0, MAX_TEXT)), cut: text.length > MAX_TEXT };
  return { kind: "json", lines, cut, broken: brokenAt !== null };
}

/** Fields of a view whose values could not be taken as they were sent. */
export function flagsOf(bytes: Uint8Array): string[] {
  const { record } = recordOf(bytes, { receivedAt: 0, source: "webhook", keyId: null });
  return record?.flags ?? [];
}

/** A view may be wrapped in `{"view": …}`; its paths are then told without it. */
function marksOf(reason: string | null, path: string | null, flags: readonly string[]): Marks {
  const usual = USUAL_PLACES[reason ?? ""] ?? { paths: flags };
  const marks = path === null ? usual : { paths: [path] };
  return { ...marks, paths: marks.paths?.flatMap((place) => [place, `view.${place}`]) };
}

/** Characters that show nothing, as signs for them. */
function shown(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/\p{Cc}/gu, (char) => {
    if (char === "\n" || char === "\t") return char;
    const code = char.charCodeAt(0);
    return code < 32 ? String.fromCharCode(0x2400 + code) : "·";
  });
}

function binaryView(bytes: Uint8Array): BodyView {
  const badAt = firstBadByte(bytes);
  const start = Math.max(0, Math.floor(badAt / ROW) - ROWS_BEFORE) * ROW;
  const rows: HexRow[] = [];
  for (let offset = start; offset < bytes.length && rows.length < ROWS; offset += ROW) {
    const part = [...bytes.subarray(offset, offset + ROW)];
    rows.push({
      offset,
      bytes: part.map((byte) => byte.toString(16).padStart(2, "0")),
      text: part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "·")).join(""),
      bad: offset <= badAt && badAt < offset + ROW ? badAt - offset : null,
    });
  }
  return { kind: "binary", rows, badAt, cut: start > 0 || start + ROWS * ROW < bytes.length };
}

/** Where UTF-8 breaks, found by halves of what is not known to be good; the byte named may be the last of a broken character. */
function firstBadByte(bytes: Uint8Array): number {
  const goodUntil = (decoder: TextDecoder, from: number, step: number): number => {
    for (let at = from; at < bytes.length; at += step) {
      try {
        decoder.decode(bytes.subarray(at, at + step), { stream: true });
      } catch {
        return at;
      }
    }
    return bytes.length;
  };
  const strict = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const probe = goodUntil(strict(), 0, PROBE);
  const fine = strict();
  fine.decode(bytes.subarray(0, probe), { stream: true });
  return Math.min(goodUntil(fine, probe, 1), bytes.length - 1);
}
