import type { ReactNode } from "react";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { type RankingProps, RankingTable } from "./ranking-table";

interface Props extends RankingProps {
  title: string;
  definition: string;
  /** In its corner */
  menu?: ReactNode;
  className?: string;
}

export function RankingPanel({ title, definition, menu, className, ...table }: Props) {
  return (
    <Card className={className}>
      <CardHeader title={title} definition={<Definition of={title}>{definition}</Definition>} menu={menu} />
      <RankingTable {...table} />
      <RankingRest ranking={table.ranking} formats={table.formats} />
    </Card>
  );
}

/** Says what a short table leaves out. */
export function RankingRest({ ranking, formats }: Pick<RankingProps, "ranking" | "formats">) {
  const rest = ranking.values - ranking.rows.length;
  return <p className="min-h-4 px-4 pt-1.5 pb-3 text-faint text-xs">{rest > 0 && `and ${formats.exact(rest)} more`}</p>;
}
