import { z } from "zod";
import { type FieldKind, VIEW_FIELDS, type ViewField, type ViewFields, type ViewRecord } from "./fields";
import { parseInstant } from "./instant";
import { canonicalJson, type Json } from "./json";

/** Why a record cannot be counted; it is kept whole for replay. */
export interface Rejection {
  reason: "test" | "interaction" | "lead" | "not_an_object" | "unknown_shape" | "invalid_id" | "invalid_date";
  path: string | null;
  message: string;
  /** The view's id and its video's, where they are such */
  id?: string;
  videoId?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const VIEW_FIELD_NAMES = Object.keys(VIEW_FIELDS);
const MAX_INTEGER = 2_147_483_647;
/** Not blank, and nothing in it that could be unstorable. */
const PLAIN_TEXT = /^[\x21-\x7e][\x20-\x7e]*$/;
/** Neither blanks nor capitals. */
const PLAIN_ID = /^[\x21-\x40\x5b-\x7e]{1,200}$/;
/** What neither database stores as text: NUL and halves of surrogate pairs. */
const UNSTORABLE = /[\0\p{Cs}]/gu;

const blankIsNull = (value: unknown) => (typeof value === "string" && value.trim() === "" ? null : value);
const whole = (max: number) =>
  z.preprocess(
    (value) => (typeof value === "string" && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : blankIsNull(value)),
    z.int().min(0).max(max).nullable(),
  );
const id = z.preprocess(
  blankIsNull,
  z
    .string()
    .max(200)
    .transform((text) => text.trim().toLowerCase())
    .nullable(),
);

/** What each kind of field accepts. A value that fails is flagged and null: never clamped, never guessed. */
const KINDS = {
  uuid: id,
  text: z.preprocess(
    (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : blankIsNull(value)),
    z.string().nullable(),
  ),
  integer: whole(MAX_INTEGER),
  percent: whole(100),
  instant: z.preprocess(
    blankIsNull,
    z
      .string()
      .transform((text, ctx) => {
        const instant = parseInstant(text);
        if (instant === null) ctx.addIssue({ code: "custom", message: `“${text.slice(0, 60)}” is not a date` });
        return instant;
      })
      .nullable(),
  ),
  // Parsed already, and z.json() would drop a key named __proto__.
  json: z.unknown(),
} satisfies Record<FieldKind, z.ZodType>;

/** Only an interaction has these… */
const TELLS_INTERACTION = [
  "type_of",
  "parent_id",
  "parent_type",
  "parent_value",
  "click_action",
  "click_value",
  "correct_answer",
];
/** …only a view these… */
const TELLS_VIEW: readonly ViewField[] = [
  "started",
  "finished",
  "elapsed",
  "watched",
  "percentage",
  "last_point",
  "furthest_point",
  "interaction_count",
  "participation",
  "correctness",
  "video_token",
  "browser",
  "screen_width",
  "screen_height",
  "plink_id",
];
/** …and a lead these: what a form asks for, under names that a view does not use. */
const TELLS_LEAD = [
  "name",
  "first_name",
  "last_name",
  "email",
  "phone",
  "custom_id",
  "lead",
  "lead_id",
  "form",
  "form_id",
];
/** A view inside this many wrappers is still seen. */
const WRAPPERS = 3;

/** Understands one record of a view webhook, or says why it cannot be counted. */
export function parseView(value: unknown): ViewRecord | Rejection {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    return { reason: "not_an_object", path: null, message: "A view is a JSON object" };
  const source = value as Record<string, Json>;
  const other = kindOf(source);
  if (other) return other;
  const ownId = typeof source.id === "string" ? source.id.trim().toLowerCase() : "";
  const about = videoOf(source);
  if (!UUID.test(ownId)) return { reason: "invalid_id", path: "id", message: "A view's id is a UUID", ...about };

  const flags = new Set<string>();
  const fields: Record<string, string | number | null> = {};
  const extra: Record<string, Json> = {};
  for (const [key, raw] of Object.entries(source)) {
    if (key === "id") continue;
    if (!Object.hasOwn(VIEW_FIELDS, key)) {
      Object.defineProperty(extra, key, { value: raw, enumerable: true, configurable: true, writable: true });
      continue;
    }
    const kind = VIEW_FIELDS[key as ViewField];
    const value = plain(raw, kind);
    if (value !== undefined) {
      fields[key] = value;
      continue;
    }
    const parsed = KINDS[kind].safeParse(raw);
    if (!parsed.success && kind === "instant")
      return {
        reason: "invalid_date",
        path: key,
        id: ownId,
        message: parsed.error.issues[0]?.message ?? "not a date",
        ...about,
      };
    if (!parsed.success) flags.add(key);
    fields[key] = parsed.success ? storable(parsed.data as Json, kind, () => flags.add(key)) : null;
  }
  const extraText =
    Object.keys(extra).length === 0
      ? null
      : canonicalJson(
          extra,
          cleaner(() => flags.add("extra")),
        );
  return { id: ownId, fields: fields as ViewFields, extra: extraText, flags: [...flags].sort() };
}

/** Most values are what their kind asks for: of those, what they are; undefined for the others, to be looked at closely. */
function plain(value: Json, kind: FieldKind): string | number | null | undefined {
  if (value === null) return null;
  if (typeof value === "string") {
    if (kind === "text") return PLAIN_TEXT.test(value) ? value : undefined;
    if (kind === "uuid") return PLAIN_ID.test(value) ? value : undefined;
    return kind === "instant" ? (parseInstant(value) ?? undefined) : undefined;
  }
  if (typeof value !== "number" || (kind !== "integer" && kind !== "percent")) return undefined;
  const most = kind === "percent" ? 100 : MAX_INTEGER;
  return Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;
}

function videoOf({ video_id }: Record<string, Json>): Pick<Rejection, "videoId"> {
  const videoId = typeof video_id === "string" ? video_id.trim().toLowerCase() : "";
  return PLAIN_ID.test(videoId) ? { videoId } : {};
}

function storable(value: Json, kind: FieldKind, flag: () => void): string | number | null {
  if (value === null) return null;
  if (kind === "json") return canonicalJson(value, cleaner(flag));
  return typeof value === "string" ? cleaner(flag)(value) : (value as number);
}

function cleaner(flag: () => void): (text: string) => string {
  return (text) => {
    const clean = text.replace(UNSTORABLE, "\uFFFD");
    if (clean !== text) flag();
    return clean;
  };
}

/** Three webhooks exist and may all point here: their kinds are told by shape. Any field of a view may be absent. */
function kindOf(source: Record<string, Json>): Rejection | null {
  const has = (names: readonly string[]) => names.some((name) => Object.hasOwn(source, name));
  const interaction: Rejection = {
    reason: "interaction",
    path: null,
    message: "This is an interaction webhook, not a view webhook",
  };
  if (has(TELLS_INTERACTION) && !has(["percentage", "elapsed"])) return interaction;
  if (has(TELLS_VIEW)) return null;
  if (has(TELLS_LEAD)) return { reason: "lead", path: null, message: "This is a lead webhook, not a view webhook" };
  if (has(["view_id"])) return interaction;
  if (has(VIEW_FIELD_NAMES)) return null;
  if (holdsView(Object.values(source), WRAPPERS))
    return { reason: "unknown_shape", path: null, message: "A view stands where none is looked for" };
  return { reason: "test", path: null, message: "There is no view in it" };
}

function holdsView(values: Json[], depth: number): boolean {
  return values.some((value) => {
    if (value === null || typeof value !== "object" || depth === 0) return false;
    const isView = !Array.isArray(value) && VIEW_FIELD_NAMES.some((name) => Object.hasOwn(value, name));
    return isView || holdsView(Object.values(value), depth - 1);
  });
}

export function isRejection(parsed: ViewRecord | Rejection): parsed is Rejection {
  return "reason" in parsed;
}
