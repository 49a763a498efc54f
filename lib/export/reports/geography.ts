import { geography, PLACE_SORTS, type Place } from "../../reports/geography";
import { metricCells } from "../metric-cells";
import { wholeTable } from "../report";

/** The geography page's places: a row a city, with its region and country. */
export const geographyExport = wholeTable<Place>({
  sorts: PLACE_SORTS,
  read: async (ctx, page) => (await geography(ctx, page, "city", { offset: 0 })).places.rows,
  columns: {
    country: ({ country }) => country,
    region: ({ region }) => region,
    city: ({ city }) => city,
    ...metricCells(({ figures }) => figures),
  },
});
