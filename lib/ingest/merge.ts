import { VIEW_FIELDS, type ViewField, type ViewFields, type ViewRecord } from "../mindstamp/fields";
import { canonicalJson, type Json } from "../mindstamp/json";

/** Everything that deliveries say of one view; equal for any order of any copies of them. */
export interface ViewState {
  id: string;
  fields: ViewFields;
  extra: string | null;
  fieldTimes: string | null;
  flags: string[];
}

export interface Merged {
  state: ViewState;
  outcome: "applied" | "duplicate" | "stale";
  /** The stored row must be written: also when only the export count or the notes of time change, which are no content. */
  changed: boolean;
}

/** The value was in no delivery so far; it was in one without updated_at, which is older than any that has one. */
const NEVER = -2;
const UNDATED = -1;
/** Not merged by time: the identity, the clock itself, and the counter whose maximum is kept. */
const APART: ReadonlySet<string> = new Set(["id", "updated_at", "export_count"]);
const FIELDS = (Object.keys(VIEW_FIELDS) as ViewField[]).filter((field) => !APART.has(field));
/** Only API records have it: absent from nearly every row, so its absence is not worth a note. */
const USUALLY_ABSENT = "watched";
const ORDER_FLAG = "finished<started";

interface Cell {
  value: Json;
  flagged: boolean;
  time: number;
}

/** A view's cells by field; unknown fields stand under `+name`. */
type Cells = Map<string, Cell>;
type Values = Record<string, Json | undefined>;

function cellsOfRecord(record: ViewRecord): Cells {
  const time = record.fields.updated_at ?? UNDATED;
  const cells: Cells = new Map();
  for (const field of FIELDS) {
    const value = (record.fields as Values)[field];
    if (value !== undefined) cells.set(field, { value, flagged: record.flags.includes(field), time });
  }
  for (const [key, value] of entriesOf(record.extra)) cells.set(`+${key}`, { value, flagged: false, time });
  return cells;
}

function cellsOfState(state: ViewState): Cells {
  const times = new Map(entriesOf(state.fieldTimes)) as Map<string, number>;
  const newest = state.fields.updated_at ?? UNDATED;
  const cells: Cells = new Map();
  for (const field of FIELDS) {
    const value = (state.fields as Values)[field] ?? null;
    const time = times.get(field) ?? (value === null && field === USUALLY_ABSENT ? NEVER : newest);
    if (time !== NEVER) cells.set(field, { value, flagged: state.flags.includes(field), time });
  }
  for (const [key, value] of entriesOf(state.extra))
    cells.set(`+${key}`, { value, flagged: false, time: times.get(`+${key}`) ?? newest });
  return cells;
}

function entriesOf(json: string | null): [string, Json][] {
  return json === null ? [] : Object.entries(JSON.parse(json) as Record<string, Json>);
}

/** Most values are plain, and comparing those needs no text. */
function isSame(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  return canonicalJson(a) === canonicalJson(b);
}

/** Newest presence wins; at one instant the greater canonical text, whichever came first. */
function wins(a: Cell, b: Cell): boolean {
  if (a.time !== b.time) return a.time > b.time;
  if (a.flagged === b.flagged && isSame(a.value, b.value)) return false;
  return canonicalJson([a.value, a.flagged]) > canonicalJson([b.value, b.flagged]);
}

function stateOf(id: string, cells: Cells, updatedAt: number | null, exportCount: number | null): ViewState {
  const newest = updatedAt ?? UNDATED;
  const fields: Record<string, Json> = { updated_at: updatedAt, export_count: exportCount };
  const extra: Record<string, Json> = {};
  const times: Record<string, Json> = {};
  const flags: string[] = [];
  for (const field of FIELDS) {
    const cell = cells.get(field);
    fields[field] = cell?.value ?? null;
    if (cell?.flagged) flags.push(field);
    const time = cell?.time ?? NEVER;
    const unsaid = field === USUALLY_ABSENT && fields[field] === null ? NEVER : newest;
    if (time !== unsaid) times[field] = time;
  }
  for (const [key, cell] of cells) {
    if (!key.startsWith("+")) continue;
    Object.defineProperty(extra, key.slice(1), { value: cell.value, enumerable: true });
    if (cell.time !== newest) times[key] = cell.time;
  }
  const { started, finished } = fields as ViewFields;
  if (started != null && finished != null && finished < started) flags.push(ORDER_FLAG);
  return { id, fields: fields as ViewFields, extra: text(extra), fieldTimes: text(times), flags: flags.sort() };
}

const text = (object: Record<string, Json>) => (Object.keys(object).length === 0 ? null : canonicalJson(object));

const greater = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a == null ? (b ?? null) : b == null ? a : Math.max(a, b);

/** The state after one more delivery. `stored` is null for a view never seen. */
export function merge(stored: ViewState | null, record: ViewRecord): Merged {
  const incoming = cellsOfRecord(record);
  const updatedAt = record.fields.updated_at ?? null;
  const exportCount = record.fields.export_count ?? null;
  const extraFlagged = record.flags.includes("extra") || (stored?.flags.includes("extra") ?? false);
  const build = (cells: Cells, at: number | null, count: number | null): ViewState => {
    const state = stateOf(record.id, cells, at, count);
    return extraFlagged ? { ...state, flags: [...state.flags, "extra"].sort() } : state;
  };
  if (stored === null) return { state: build(incoming, updatedAt, exportCount), outcome: "applied", changed: true };

  const cells = cellsOfState(stored);
  let lost = (updatedAt ?? UNDATED) < (stored.fields.updated_at ?? UNDATED);
  for (const [key, cell] of incoming) {
    const held = cells.get(key);
    if (held === undefined || wins(cell, held)) cells.set(key, cell);
    else if (!isSame(held.value, cell.value)) lost = true;
  }
  const state = build(
    cells,
    greater(stored.fields.updated_at, updatedAt),
    greater(stored.fields.export_count, exportCount),
  );
  const contentChanged = !hasSameContent(state, stored);
  const counted = state.fields.export_count !== (stored.fields.export_count ?? null);
  const outcome = contentChanged ? "applied" : lost ? "stale" : "duplicate";
  return { state, outcome, changed: contentChanged || counted || state.fieldTimes !== stored.fieldTimes };
}

/** Whether two states say the same of the view: all but the export count, and when each value was said. */
function hasSameContent(a: ViewState, b: ViewState): boolean {
  const same = (field: ViewField) => isSame((a.fields as Values)[field] ?? null, (b.fields as Values)[field] ?? null);
  if (a.extra !== b.extra || !same("updated_at")) return false;
  return a.flags.join() === b.flags.join() && FIELDS.every(same);
}
