import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { ViewersTable } from "@/lib/reports/viewers";
import type { Formats } from "../format/formats";
import { SegmentedLinks } from "../ui/segmented";
import { valueWord } from "../words";

const IDENTITIES = ["identified", "anonymous"] as const;

interface Props {
  identities: ViewersTable["identities"];
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
}

/** Everyone, those who are known by something, or the others; each with how many there are. */
export function IdentityChoice({ identities, page, links, formats }: Props) {
  const filter = page.filters.find(({ dimension }) => dimension === "identity");
  const chosen = filter?.include.length === 1 && filter.exclude.length === 0 ? filter.include[0] : undefined;
  const all = identities.identified + identities.anonymous;
  return (
    <SegmentedLinks
      label="Which viewers"
      choices={[
        {
          word: `Everyone ${formats.exact(all)}`,
          href: chosen ? links.without("identity", chosen) : links.elsewhere(links.path, { but: ["identity"] }),
          current: filter === undefined,
        },
        ...IDENTITIES.map((identity) => ({
          word: `${valueWord("identity", identity, null)} ${formats.exact(identities[identity])}`,
          href: links.only("identity", identity),
          current: chosen === identity,
        })),
      ]}
    />
  );
}
