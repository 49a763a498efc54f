import { headers } from "next/headers";
import { formats, localeOf } from "@/components/format/formats";
import { reportContext } from "@/lib/reports/context";
import type { SearchParams } from "../asked";

/** Who looks at the ledger, and how they read; its pages have filters of their own, not those of the figures. */
export async function visit(searchParams: SearchParams) {
  const ctx = await reportContext();
  const search = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  );
  const locale = localeOf((await headers()).get("accept-language"));
  const zone = ctx.settings.reportingZone;
  return { ctx, search, locale, zone, formats: formats(locale, zone) };
}
