import type { ReactNode } from "react";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { type RankingProps, RankingTable } from "./ranking-table";

interface Props extends RankingProps {
  title: string;
  definition: string;
  /** In its corner */
  menu?: ReactNode;
  /** The page with all of them, under the same filters */
  allHref?: string;
  className?: string;
}

export function RankingPanel({ title, definition, menu, allHref, className, ...table }: Props) {
  return (
    <Card className={className}>
      <CardHeader title={title} definition={<Definition of={title}>{definition}</Definition>} menu={menu} />
      <RankingTable {...table} />
      <RankingRest ranking={table.ranking} formats={table.formats} allHref={allHref} />
    </Card>
  );
}

/** Says what a short table leaves out, and leads to it. */
export function RankingRest({ ranking, formats, allHref }: Pick<Props, "ranking" | "formats" | "allHref">) {
  const rest = ranking.values - ranking.rows.length;
  const word = rest > 0 ? `and ${formats.exact(rest)} more` : "";
  return (
    <p className="min-h-4 px-4 pt-1.5 pb-3 text-faint text-xs">
      {allHref && word ? (
        <Link href={allHref} prefetch={false} className="-my-1 inline-block py-1 hover:text-ink hover:underline">
          {word}
        </Link>
      ) : (
        word
      )}
    </p>
  );
}
