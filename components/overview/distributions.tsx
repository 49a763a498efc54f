import type { PageLinks } from "@/lib/query/links";
import type { Filter } from "@/lib/query/query";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { Distribution } from "@/lib/reports/distribution";
import { filesOf } from "../exports/files";
import type { Formats } from "../format/formats";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";
import { DistributionPanel } from "./distribution-panel";

const DISTRIBUTIONS = [
  { metric: "average_watched", dimension: "percentage", panel: "watched" },
  { metric: "participation", dimension: "participation", panel: "participation" },
  { metric: "correctness", dimension: "correctness", panel: "correctness" },
] as const;

interface Props {
  report: Record<(typeof DISTRIBUTIONS)[number]["panel"], Distribution>;
  definitions: typeof PANEL_DEFINITIONS;
  /** Filters of the page beside those of its address, for files */
  also?: Filter[];
  links: PageLinks;
  formats: Formats;
}

/** How far views got, how much they took part and answered right, in tenths: three panels in a row of twelve columns. */
export function Distributions({ report, definitions, also, links, formats }: Props) {
  return DISTRIBUTIONS.map(({ metric, dimension, panel }, index) => (
    <DistributionPanel
      key={metric}
      title={METRIC_WORDS[metric]}
      name={`tenths-${panel}`}
      files={filesOf(links, "engagement", { also })}
      definition={definitions[panel]}
      distribution={report[panel]}
      unknownReason={UNKNOWN_REASONS[metric]}
      filterHref={(range) => links.only(dimension, range)}
      formats={formats}
      // Three beside each other where there is room for what stands above their columns, else two and one.
      className={`col-span-12 xl:col-span-4 print:col-span-4 ${index < 2 ? "lg:col-span-6" : ""}`}
    />
  ));
}
