"use client";

import { Bookmark, Trash2 } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useActionState } from "react";
import type { Segment } from "@/lib/segments";
import { Button } from "../ui/button";
import { Input } from "../ui/field";
import { Menu, MenuLink } from "../ui/menu";
import { SEGMENT_WORDS } from "../words";

export interface SegmentState {
  error: string | null;
  /** Makes the form anew after each save */
  saved: number;
}

interface Props {
  /** A text: why there are none to choose from */
  segments: Segment[] | string;
  /** The address's filters, as a segment keeps them */
  search: string;
  save: (state: SegmentState, form: FormData) => Promise<SegmentState>;
  remove: (id: string) => Promise<void>;
}

/** Filters kept under a name: one click leads to them on the page one is on. */
export function SegmentsMenu({ segments, search, save, remove }: Props) {
  const path = usePathname();
  const router = useRouter();
  const [state, submit, pending] = useActionState(save, { error: null, saved: 0 });
  return (
    <Menu
      align="end"
      label={SEGMENT_WORDS.menu}
      button={
        <>
          <Bookmark aria-hidden size={14} className="text-faint" />
          {SEGMENT_WORDS.button}
        </>
      }
      className="w-72"
    >
      {typeof segments === "string" && <p className="max-w-prose border-b px-2.5 py-2 text-bad text-sm">{segments}</p>}
      {typeof segments !== "string" && segments.length > 0 && (
        <ul className="max-h-72 overflow-y-auto border-b pb-1">
          {segments.map((segment) => (
            <li key={segment.id} className="flex items-center">
              <MenuLink
                href={segment.search === "" ? path : `${path}?${segment.search}`}
                current={segment.search === search}
                className="min-w-0 flex-1"
              >
                <span className="block truncate">{segment.name}</span>
                {segment.shared && <span className="block text-faint text-xs">{SEGMENT_WORDS.everybody}</span>}
              </MenuLink>
              {segment.own && (
                <button
                  type="button"
                  aria-label={SEGMENT_WORDS.remove(segment.name)}
                  className="inline-flex size-8 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-sunken hover:text-bad"
                  onClick={() => void remove(segment.id).then(() => router.refresh())}
                >
                  <Trash2 aria-hidden size={14} />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <form key={state.saved} action={submit} className="grid gap-2 p-2">
        <input type="hidden" name="search" value={search} />
        <Input name="name" aria-label={SEGMENT_WORDS.name} placeholder={SEGMENT_WORDS.name} maxLength={60} required />
        <label className="flex items-center gap-2 text-sm">
          <input type="checkbox" name="shared" />
          {SEGMENT_WORDS.share}
        </label>
        {state.error && (
          <p role="alert" className="text-bad text-sm">
            {state.error}
          </p>
        )}
        <Button type="submit" size="sm" disabled={pending}>
          {SEGMENT_WORDS.save}
        </Button>
      </form>
    </Menu>
  );
}
