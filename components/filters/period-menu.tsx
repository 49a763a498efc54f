import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { Formats } from "../format/formats";
import { Button } from "../ui/button";
import { Input } from "../ui/field";
import { Menu, MenuLink } from "../ui/menu";
import { QueryForm } from "../ui/query-form";
import { PERIOD_WORDS } from "../words";

interface Props {
  page: PageFilters;
  links: PageLinks;
  /** The time shown: ISO instants, half-open */
  span: { from: string; until: string };
  formats: Formats;
}

const PRESETS = ["7d", "30d", "90d", "12m", "all"] as const;

/** A preset by its name, custom days written out. */
export function periodWord(page: PageFilters, span: Props["span"], formats: Formats): string {
  return page.period === "custom" ? formats.days(span.from, span.until) : PERIOD_WORDS[page.period];
}

/** Which days: presets as links, any others by a form. */
export function PeriodMenu({ page, links, span, formats }: Props) {
  const shown = periodWord(page, span, formats);
  return (
    <Menu button={shown} label={`Period: ${shown}`} className="w-64">
      {PRESETS.map((period) => (
        <MenuLink key={period} href={links.period(period)} current={page.period === period}>
          {PERIOD_WORDS[period]}
        </MenuLink>
      ))}
      <QueryForm action={links.path} className="mt-1 grid gap-2 border-t px-2.5 pt-2.5 pb-1.5">
        {links.parameters(["period", "from", "to", "interval"]).map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="period" value="custom" />
        <Day label="From" name="from" day={formats.isoDay(span.from)} />
        <Day label="To" name="to" day={formats.isoDay(new Date(Date.parse(span.until) - 1).toISOString())} />
        <Button type="submit" size="sm" variant="primary">
          Show these days
        </Button>
      </QueryForm>
    </Menu>
  );
}

function Day({ label, name, day }: { label: string; name: string; day?: string }) {
  return (
    <div className="grid grid-cols-[3rem_1fr] items-center text-sm">
      <label htmlFor={`period-${name}`}>{label}</label>
      <Input id={`period-${name}`} type="date" name={name} required defaultValue={day} dense className="px-3" />
    </div>
  );
}
