import { batchOf } from "../../reports/batch";
import { type Figures, figuresOf, METRICS, sumsFor } from "../../reports/rates";
import { selectionOf } from "../../reports/selection";
import { METRIC_ORDER, orderOf } from "../../reports/table";
import { metricCells } from "../metric-cells";
import { wholeTable } from "../report";

interface Place {
  /** Country, region and city as the sender writes them; null: unknown */
  names: (string | null)[];
  figures: Figures;
}

/** Every place down to the city, with its parents. */
export const geographyExport = wholeTable<Place>({
  sorts: Object.keys(METRIC_ORDER),
  async read(ctx, page) {
    const { answers } = await ctx.store.run(
      batchOf(ctx, [
        {
          kind: "groups",
          ...selectionOf(ctx, page),
          by: ["country", "region", "city"],
          metrics: sumsFor(METRICS),
          order: orderOf(page, METRIC_ORDER),
        },
      ]),
    );
    return answers[0].groups.map(({ keys, sums }) => ({ names: keys, figures: figuresOf(sums) }));
  },
  columns: {
    country: ({ names }) => names[0] ?? null,
    region: ({ names }) => names[1] ?? null,
    city: ({ names }) => names[2] ?? null,
    ...metricCells(({ figures }) => figures),
  },
});
