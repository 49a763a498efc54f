import clsx from "clsx";
import type { ReactNode } from "react";
import type { FilterDimension } from "@/lib/query/query";
import type { Ranking } from "@/lib/reports/ranking";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { SegmentedRadios } from "../ui/segmented";
import { RankingRest } from "./ranking-panel";
import { RankingTable } from "./ranking-table";

type Tag = Extract<FilterDimension, `tag${number}`>;

interface Props {
  tags: { tag: Tag; word: string; ranking: Ranking }[];
  definition: string;
  filterHref: (tag: Tag, value: string | null) => string;
  formats: Formats;
  /** The page with all values of a tag */
  allHref: (tag: Tag) => string;
  /** In its corner */
  menu?: ReactNode;
  className?: string;
}

/** Written out, since the style sheet is made from what stands in the source. */
const SHOWN: Record<Tag, string> = {
  tag1: "not-group-has-[#tag-tag1:checked]/tags:hidden",
  tag2: "not-group-has-[#tag-tag2:checked]/tags:hidden",
  tag3: "not-group-has-[#tag-tag3:checked]/tags:hidden",
  tag4: "not-group-has-[#tag-tag4:checked]/tags:hidden",
  tag5: "not-group-has-[#tag-tag5:checked]/tags:hidden",
};

/** One table a tag, chosen by its switch; a tag without any value cannot be chosen. */
export function TagsPanel({ tags, definition, filterHref, allHref, formats, menu, className }: Props) {
  const used = ({ ranking }: { ranking: Ranking }) => ranking.rows.some((row) => row.value !== null);
  const any = tags.some(used);
  return (
    <Card className={clsx("group/tags", className)}>
      <CardHeader title="Tags" definition={<Definition of="Tags">{definition}</Definition>} menu={menu}>
        {any && (
          <SegmentedRadios
            name="tag"
            label="Tag"
            choices={tags.map((entry) => ({ value: entry.tag, word: entry.word, disabled: !used(entry) }))}
          />
        )}
      </CardHeader>
      {any ? (
        tags.filter(used).map(({ tag, word, ranking }) => (
          <div key={tag} className={SHOWN[tag]}>
            <RankingTable
              ranking={ranking}
              dimension={tag}
              heading={word}
              caption={`Views by ${word}`}
              filterHref={(value) => filterHref(tag, value)}
              formats={formats}
            />
            <RankingRest ranking={ranking} formats={formats} allHref={allHref(tag)} />
          </div>
        ))
      ) : (
        <p className="px-4 pb-4 text-muted">
          No view here carries a tag. Add <code className="font-mono text-sm">?tag1=…</code> to a video’s address to see
          campaigns, classes or customers apart.
        </p>
      )}
    </Card>
  );
}
