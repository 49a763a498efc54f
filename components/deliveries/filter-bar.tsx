import { SlidersHorizontal, X } from "lucide-react";
import type { DeliveriesReport } from "@/lib/reports/deliveries";
import type { DeliveryFilters, DeliveryLinks } from "@/lib/reports/deliveries-filters";
import type { Formats } from "../format/formats";
import { Button, buttonClass } from "../ui/button";
import { Input } from "../ui/field";
import { Link } from "../ui/link";
import { Menu, MenuLink } from "../ui/menu";
import { Popover } from "../ui/popover";
import { QueryForm } from "../ui/query-form";
import { OUTCOME_WORDS, PERIOD_WORDS, reasonWords, SOURCE_WORDS } from "./words";

interface Props {
  filters: DeliveryFilters;
  links: DeliveryLinks;
  report: Pick<DeliveriesReport, "span" | "choices" | "videoTitle">;
  formats: Formats;
}

const SHEET = "delivery-filters";
type Choosable = "outcome" | "reason" | "key" | "source";

/** Which time, and which deliveries. On a phone one button opens it all as a sheet. */
export function DeliveryFilterBar({ filters, links, report, formats }: Props) {
  const { span, choices, videoTitle } = report;
  const period = filters.period === "custom" ? formats.days(span.from, span.until) : PERIOD_WORDS[filters.period];
  const menus: { name: Choosable; word: string; values: [value: string, word: string][] }[] = [
    { name: "outcome", word: "Outcome", values: Object.entries(OUTCOME_WORDS) },
    { name: "reason", word: "Reason", values: choices.reasons.map((one) => [one, reasonWords(one).title]) },
    { name: "key", word: "Key", values: choices.keys },
    { name: "source", word: "Source", values: Object.entries(SOURCE_WORDS) },
  ];
  const chips = [
    filters.video && { name: "video" as const, word: "Video", value: videoTitle ?? filters.video.slice(0, 8) },
    filters.view && { name: "view" as const, word: "View", value: filters.view.slice(0, 8) },
  ].filter((chip) => !!chip);
  const count = menus.filter(({ name }) => filters[name]).length + chips.length;
  return (
    <div className="sticky top-0 z-10 border-b bg-canvas px-4 py-2 md:px-6">
      <button type="button" popoverTarget={SHEET} className={buttonClass({ size: "md" }, "w-full md:hidden")}>
        <SlidersHorizontal aria-hidden size={16} className="text-faint" />
        {period}
        {count > 0 && <span className="text-muted">· {count === 1 ? "1 filter" : `${count} filters`}</span>}
      </button>
      <Popover id={SHEET} sheet aria-label="Time and filters">
        <div className="flex flex-wrap items-center gap-2 max-md:p-4">
          <PeriodMenu {...{ filters, links, span, period, formats }} />
          {menus
            .filter(({ values }) => values.length > 0)
            .map(({ name, word, values }) => (
              <ChoiceMenu key={name} {...{ name, word, values, filters, links }} />
            ))}
          {chips.map(({ name, word, value }) => (
            <span key={name} className="flex h-8 max-w-72 items-center rounded bg-accent-soft pl-2.5 text-sm">
              <span className="shrink-0 text-muted">{word}:&nbsp;</span>
              <span className="truncate font-medium" title={value}>
                {value}
              </span>
              <Link
                href={links.to({ [name]: undefined })}
                scroll={false}
                prefetch={false}
                aria-label={`Remove filter ${word}: ${value}`}
                className="flex size-8 shrink-0 items-center justify-center text-muted hover:text-ink"
              >
                <X aria-hidden size={14} />
              </Link>
            </span>
          ))}
          {count > 0 && (
            <Link
              href={links.to({
                outcome: undefined,
                reason: undefined,
                key: undefined,
                source: undefined,
                video: undefined,
                view: undefined,
              })}
              scroll={false}
              prefetch={false}
              className="px-1 text-muted text-sm hover:text-ink hover:underline"
            >
              Clear all
            </Link>
          )}
        </div>
      </Popover>
    </div>
  );
}

interface ChoiceProps extends Pick<Props, "filters" | "links"> {
  name: Choosable;
  word: string;
  values: [value: string, word: string][];
}

function ChoiceMenu({ name, word, values, filters, links }: ChoiceProps) {
  const chosen = filters[name];
  const chosenWord = values.find(([value]) => value === chosen)?.[1] ?? chosen;
  return (
    <Menu
      button={
        chosen ? (
          <>
            <span className="font-normal text-muted">{word}:</span> {chosenWord}
          </>
        ) : (
          word
        )
      }
      label={chosen ? `${word}: ${chosenWord}` : word}
    >
      <MenuLink href={links.to({ [name]: undefined })} current={!chosen}>
        Any
      </MenuLink>
      {values.map(([value, valueWord]) => (
        <MenuLink key={value} href={links.to({ [name]: value })} current={chosen === value}>
          {valueWord}
        </MenuLink>
      ))}
    </Menu>
  );
}

interface PeriodProps extends Pick<Props, "filters" | "links" | "formats"> {
  span: Props["report"]["span"];
  period: string;
}

function PeriodMenu({ filters, links, span, period, formats }: PeriodProps) {
  return (
    <Menu button={period} label={`Time: ${period}`} className="w-64">
      {(Object.keys(PERIOD_WORDS) as (keyof typeof PERIOD_WORDS)[]).map((one) => (
        <MenuLink key={one} href={links.to({ period: one })} current={filters.period === one}>
          {PERIOD_WORDS[one]}
        </MenuLink>
      ))}
      <QueryForm action="/deliveries" className="mt-1 grid gap-2 border-t px-2.5 pt-2.5 pb-1.5">
        {links.parameters.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="period" value="custom" />
        {(["from", "to"] as const).map((name) => (
          <div key={name} className="grid grid-cols-[3rem_1fr] items-center text-sm">
            <label htmlFor={`time-${name}`}>{name === "from" ? "From" : "To"}</label>
            <Input
              id={`time-${name}`}
              type="date"
              name={name}
              required
              dense
              className="px-3"
              defaultValue={formats.isoDay(
                name === "from" ? span.from : new Date(Date.parse(span.until) - 1).toISOString(),
              )}
            />
          </div>
        ))}
        <Button type="submit" size="sm" variant="primary">
          Show these days
        </Button>
      </QueryForm>
    </Menu>
  );
}
