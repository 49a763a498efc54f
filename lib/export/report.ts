import type { Json } from "../mindstamp/json";
import type { PageFilters } from "../query/filters";
import type { ReportContext } from "../reports/context";

/** What stands in a cell: text, a number, any JSON; null = unknown. */
export type Value = Json;

/** A row's values, in the order of its table's columns. */
export type Row = readonly Value[];

/** A table on its way out. */
export interface ExportTable {
  columns: readonly string[];
  /** Some rows at a time, read no sooner than they are asked for */
  rows: AsyncIterable<readonly Row[]>;
}

/** A report as it leaves in files: one file each in lib/export/reports, entered in lib/export/reports.ts. */
export interface ExportReport {
  /** Columns it may be ordered by: those of its page, which may depend on who asks */
  sorts?: readonly string[] | ((ctx: ReportContext) => readonly string[]);
  /** Parameters of its own, each with the values it may have */
  parameters?: Partial<Record<string, readonly string[]>>;
  /** Whatever can fail for everybody (a store that fills, a wrong parameter) fails here, before the first byte. */
  table(ctx: ReportContext, page: PageFilters, request: ExportRequest): Promise<ExportTable>;
}

export interface ExportRequest {
  format: "csv" | "ndjson";
  /** The value of each of the report's own parameters that was given */
  own: Partial<Record<string, string>>;
  /** Aborts when the client has left */
  signal: AbortSignal;
}

interface Whole<T> extends Pick<ExportReport, "sorts"> {
  /** The page's own report, with all its rows */
  read(ctx: ReportContext, page: PageFilters): Promise<readonly T[]>;
  /** In the order of the file */
  columns: Record<string, (row: T) => Value>;
}

/** A report whose rows are held at once while they are written. */
export function wholeTable<T>({ sorts, read, columns }: Whole<T>): ExportReport {
  const cells = Object.values(columns);
  return {
    sorts,
    async table(ctx, page) {
      const rows = await read(ctx, page);
      return { columns: Object.keys(columns), rows: pieces(rows, (row) => cells.map((cell) => cell(row))) };
    },
  };
}

const PIECE = 500;

async function* pieces<T>(rows: readonly T[], toRow: (row: T) => Row): AsyncGenerator<Row[]> {
  for (let at = 0; at < rows.length; at += PIECE) yield rows.slice(at, at + PIECE).map(toRow);
}
