import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { Formats } from "../format/formats";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { TABLE_WORDS } from "../words";
import { type Noun, Paging } from "./paging";

export interface Column<Row> {
  /** Also what the address orders by, where `sortable` */
  name: string;
  heading: string;
  definition?: string;
  /** Which end comes first at the first click */
  sortable?: "ascending" | "descending";
  numeric?: boolean;
  /** Of heading and cells; best a width */
  className?: string;
  /** On a phone it has a line of its own */
  long?: boolean;
  cell(row: Row): ReactNode;
}

interface Props<Row> {
  /** Says what the table shows; read out, not drawn */
  caption: string;
  /** What the rows are */
  noun: Noun;
  /** The first column names the row; on a phone it stands above the row's figures */
  columns: Column<Row>[];
  rows: Row[];
  rowKey(row: Row): string;
  /** Rows there are in all */
  count: number;
  page: PageFilters;
  /** What orders the rows where the address says nothing */
  usual: { column: string; descending: boolean };
  links: PageLinks;
  formats: Formats;
  className?: string;
}

/**
 * A sortable, paged table: order and place are links, so that both work without scripts and can be shared. On a phone a row is a
 * name and below it two columns of figures, each beside its heading: nothing is out of sight.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, noun, columns, rows, rowKey, count, page, usual, links, formats, className } = props;
  const order = page.sort ?? usual;
  return (
    <>
      <Table caption={caption} className={clsx("table-fixed phone:block", className)}>
        {/* There its headings are a line of ways to order it, which scrolls by itself. */}
        <thead className="phone:scroll-sideways phone:block">
          <tr
            data-words={TABLE_WORDS.order}
            className="phone:flex phone:w-max phone:items-center phone:pr-4 phone:before:-order-2 phone:before:pr-2 phone:before:pl-4 phone:before:text-faint phone:before:text-xs phone:before:content-[attr(data-words)/'']"
          >
            {columns.map((column, index) => (
              <Heading key={column.name} {...{ column, order, links }} stays={index === 0} />
            ))}
          </tr>
        </thead>
        <tbody className="phone:block">
          {rows.map((row) => (
            <tr key={rowKey(row)} className="group/row phone:row-stacked border-line/60 border-t hover:bg-sunken">
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.name} scope="row" className="cell-name phone:name-stacked">
                    {column.cell(row)}
                  </th>
                ) : (
                  <Td
                    key={column.name}
                    numeric={column.numeric}
                    data-heading={column.heading}
                    className={clsx("phone:cell-stacked", column.long && "phone:col-span-full")}
                  >
                    {column.cell(row)}
                  </Td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </Table>
      <Paging page={page.page} pageSize={page.pageSize} href={links.page} {...{ count, formats, noun }} />
    </>
  );
}

interface HeadingProps<Row> {
  column: Column<Row>;
  order: { column: string; descending: boolean };
  links: PageLinks;
  stays: boolean;
}

function Heading<Row>({ column, order, links, stays }: HeadingProps<Row>) {
  const { name, heading, definition, sortable, numeric, className } = column;
  const here = order.column === name;
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  return (
    <Th
      numeric={numeric}
      aria-sort={here && sortable ? (order.descending ? "descending" : "ascending") : undefined}
      className={clsx(
        stays && "stays-early phone:static",
        "phone:w-auto phone:px-2",
        here && "phone:-order-1",
        !sortable && !definition && "phone:hidden",
        className,
      )}
    >
      <span className={clsx("inline-flex items-center", numeric && "justify-end")}>
        {sortable ? (
          <Link
            href={links.sort(name, here ? !order.descending : sortable === "descending")}
            scroll={false}
            prefetch={false}
            className={clsx(
              "-my-1 inline-flex items-center gap-0.5 py-1 hover:text-ink",
              here && "font-medium text-ink",
            )}
          >
            {numeric && here && <Arrow aria-hidden size={12} />}
            {heading}
            {!numeric && here && <Arrow aria-hidden size={12} />}
          </Link>
        ) : (
          heading
        )}
        {definition && <Definition of={heading}>{definition}</Definition>}
      </span>
    </Th>
  );
}
