import type { Figures } from "@/lib/reports/rates";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Table, Td, Th } from "../ui/table";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";

interface Props {
  attempts: { first: Figures | null; repeat: Figures | null };
  definition: string;
  formats: Formats;
  className?: string;
}

const SHOWN = ["views", "average_watched", "completion", "participation", "correctness"] as const;

/** Do people do better when they come back? */
export function AttemptsPanel({ attempts, definition, formats, className }: Props) {
  return (
    <Card className={className}>
      <CardHeader
        title="First and repeat views"
        definition={<Definition of="First and repeat views">{definition}</Definition>}
      />
      <Table caption="First and repeat views" className="mb-3">
        <thead>
          <tr>
            <Th>Figure</Th>
            <Th numeric>First view</Th>
            <Th numeric>Repeat views</Th>
          </tr>
        </thead>
        <tbody>
          {SHOWN.map((metric) => (
            <tr key={metric}>
              <th scope="row" className="px-2 py-1.5 pl-4 text-left font-normal">
                {METRIC_WORDS[metric]}
              </th>
              {([attempts.first, attempts.repeat] as const).map((figures, index) => (
                <Td key={index === 0 ? "first" : "repeat"} numeric>
                  <Figure
                    kind={METRIC_KINDS[metric]}
                    value={figures === null ? (metric === "views" ? 0 : null) : figures[metric].value}
                    reason={figures === null ? "There is no such view" : UNKNOWN_REASONS[metric]}
                    formats={formats}
                  />
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
