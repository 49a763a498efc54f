import { Search } from "lucide-react";
import type { PageLinks } from "@/lib/query/links";
import { Input } from "../ui/field";
import { QueryForm } from "../ui/query-form";

/** Keeps views whose video, viewer or e-mail contains a text; the other filters stay. */
export function SearchBox({ search, links, people }: { search?: string; links: PageLinks; people: boolean }) {
  const label = people ? "Search videos and viewers" : "Search videos";
  return (
    <search className="w-full md:w-36">
      <QueryForm action={links.path} className="relative">
        {links.parameters(["q"]).map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <Search
          aria-hidden
          size={14}
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 text-faint"
        />
        <Input
          key={search}
          type="search"
          name="q"
          defaultValue={search}
          aria-label={label}
          placeholder="Search"
          maxLength={200}
          dense
          className="pr-2 pl-8"
        />
      </QueryForm>
    </search>
  );
}
