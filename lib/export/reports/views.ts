import { PERSONAL_FIELDS, VIEW_FIELDS, type ViewField } from "../../mindstamp/fields";
import { Problem } from "../../problem";
import { batchOf } from "../../reports/batch";
import { selectionOf } from "../../reports/selection";
import type { ExportReport, Row, Value } from "../report";
import { variableKeys, variablesOf } from "../variable-columns";
import { viewRows } from "../view-rows";

const FIELDS = Object.keys(VIEW_FIELDS) as ViewField[];
const COLUMNS = [...FIELDS, "extra"];
const VARIABLES = FIELDS.indexOf("variables");

/**
 * The raw views, newest first: every documented field under its name, then `extra`. Which views, and their order, are
 * those of one moment; each is written as it is when its row is read. `variables=columns` adds a column for each key.
 */
export const viewsExport: ExportReport = {
  parameters: { variables: ["json", "columns"] },
  async table(ctx, page, { own, format, signal }) {
    const inColumns = own.variables === "columns";
    if (inColumns && format === "ndjson")
      throw new Problem(400, "JSON keeps variables as they are.", {
        errors: [{ path: "variables", message: "may be columns with format=csv only" }],
      });
    const { answers } = await ctx.store.run(batchOf(ctx, [{ kind: "ids", ...selectionOf(ctx, page) }]));
    const [{ ids }] = answers;
    const keys = inColumns && ctx.seesPeople ? await variableKeys(ids, signal) : [];
    return {
      columns: [...COLUMNS, ...keys.map((key) => `variables.${key}`)],
      rows: rowsOf(ids, keys, ctx.seesPeople, signal),
    };
  },
};

async function* rowsOf(ids: Uint8Array, keys: string[], people: boolean, signal: AbortSignal): AsyncGenerator<Row[]> {
  const isMasked = COLUMNS.map((name) => !people && (name === "extra" || PERSONAL_FIELDS.includes(name as ViewField)));
  for await (const rows of viewRows(ids, COLUMNS, signal)) {
    const written = rows.map((stored) => {
      const row = stored.map((value, i) => (isMasked[i] ? null : cellOf(COLUMNS[i] as string, value)));
      if (keys.length === 0) return row;
      const variables = variablesOf(stored[VARIABLES]) ?? {};
      return [...row, ...keys.map((key) => (Object.hasOwn(variables, key) ? (variables[key] as Value) : null))];
    });
    yield written;
    // Promises of a long chain keep their values until a full collection: they should hold nothing large.
    rows.length = 0;
    written.length = 0;
  }
}

function cellOf(name: string, stored: unknown): Value {
  if (stored === null) return null;
  if (name === "extra") return JSON.parse(stored as string) as Value;
  const kind = VIEW_FIELDS[name as ViewField];
  if (kind === "instant") return new Date(stored as number).toISOString();
  return kind === "json" ? variablesOf(stored) : (stored as Value);
}
